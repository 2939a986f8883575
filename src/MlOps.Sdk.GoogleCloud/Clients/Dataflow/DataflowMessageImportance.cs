namespace MlOps.Sdk.Clients;

/// <summary>How important a message of a Dataflow job is, from the least on.</summary>
public enum DataflowMessageImportance
{
    /// <summary>For those who look for a fault in Dataflow.</summary>
    Debug,

    /// <summary>More than a user cares for.</summary>
    Detailed,

    /// <summary>The job's course, such as workers that start.</summary>
    Basic,

    /// <summary>Something that may lead to a failure.</summary>
    Warning,

    /// <summary>A failure.</summary>
    Error,
}
