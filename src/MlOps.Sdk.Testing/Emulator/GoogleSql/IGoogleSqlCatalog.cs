namespace MlOps.Sdk.Testing.Emulator.GoogleSql;

/// <summary>What the translator asks about names: where they lead when they aren't whole, and which tables and models there are.</summary>
internal interface IGoogleSqlCatalog
{
    string DefaultProject { get; }

    /// <summary>The data set of names that have none; null if such names are refused.</summary>
    string? DefaultDataset { get; }

    /// <summary>A table or view; null if there is none.</summary>
    GoogleSqlTable? FindTable(TablePath path);

    /// <summary>What <c>ML.PREDICT</c> and its kin give; null if there is no such model.</summary>
    IReadOnlyList<GoogleSqlColumn>? ColumnsOf(ModelFunction function, TablePath model, IReadOnlyList<GoogleSqlColumn> input);
}
