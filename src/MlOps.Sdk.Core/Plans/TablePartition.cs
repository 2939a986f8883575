namespace MlOps.Sdk.Plans;

/// <summary>How wide the partitions of a staged table are.</summary>
public enum TablePartition
{
    /// <summary>A partition for each day.</summary>
    Day,

    /// <summary>A partition for each month.</summary>
    Month,

    /// <summary>A partition for each year.</summary>
    Year,
}
