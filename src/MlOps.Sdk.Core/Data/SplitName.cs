namespace MlOps.Sdk.Data;

/// <summary>The names of the splits, and of the column that holds them.</summary>
public static class SplitName
{
    /// <summary>The column of a staged dataset that holds each row's split.</summary>
    public const string Column = "__split";

    /// <summary>Rows that models are fitted on.</summary>
    public const string Train = "train";

    /// <summary>Rows by which one learner is chosen among several.</summary>
    public const string Validation = "validation";

    /// <summary>Rows held out, on which the reported metrics are computed.</summary>
    public const string Test = "test";
}
