namespace MlOps.Sdk.Algebra;

/// <summary>What executes the algebra.</summary>
public enum Engine
{
    /// <summary>Compiled delegates: serving, tests.</summary>
    DotNet,

    /// <summary>DuckDB: transforms, checks, profiles and fits on the local platform.</summary>
    DuckDb,

    /// <summary>GoogleSQL: the same in BigQuery.</summary>
    BigQuery,

    /// <summary>Beam YAML with expressions in Python: transforms on Dataflow.</summary>
    Beam,
}
