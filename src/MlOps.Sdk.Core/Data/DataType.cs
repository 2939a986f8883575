namespace MlOps.Sdk.Data;

/// <summary>The types that mean the same in every engine.</summary>
/// <remarks>
/// C# <c>int</c>, <c>short</c> and <c>byte</c> are stored as <see cref="Int64"/>, <c>float</c> as <see cref="Double"/>.
/// <c>decimal</c>, <c>DateTimeOffset</c> and <c>TimeSpan</c> have no common meaning and are refused at <c>Build()</c>.
/// </remarks>
public enum DataType
{
    /// <summary>C# <c>bool</c>.</summary>
    Boolean,

    /// <summary>A signed 64-bit integer; arithmetic that leaves its range is an error.</summary>
    Int64,

    /// <summary>IEEE 754 binary64.</summary>
    Double,

    /// <summary>Unicode text; lengths and positions count code points.</summary>
    String,

    /// <summary>A calendar day without a time zone; C# <c>DateOnly</c>, years 1 to 9999.</summary>
    Date,

    /// <summary>An instant in UTC with microseconds; C# <c>DateTime</c>, years 1 to 9999.</summary>
    Timestamp,
}
