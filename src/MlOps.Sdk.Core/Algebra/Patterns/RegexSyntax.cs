namespace MlOps.Sdk.Algebra.Patterns;

/// <summary>How an engine writes regular expressions.</summary>
internal enum RegexSyntax
{
    DotNet,

    /// <summary>DuckDB's and BigQuery's.</summary>
    Re2,
    Python,
}
