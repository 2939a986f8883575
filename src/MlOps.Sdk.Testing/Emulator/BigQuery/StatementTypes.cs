using MlOps.Sdk.Testing.Emulator.GoogleSql;

namespace MlOps.Sdk.Testing.Emulator.BigQuery;

/// <summary>The names that statistics have for statements.</summary>
internal static class StatementTypes
{
    public static string Of(StatementKind kind) => kind switch
    {
        StatementKind.Query => "SELECT",
        StatementKind.CreateTable => "CREATE_TABLE",
        StatementKind.CreateTableAsSelect => "CREATE_TABLE_AS_SELECT",
        StatementKind.CreateView => "CREATE_VIEW",
        StatementKind.CreateModel => "CREATE_MODEL",
        StatementKind.CreateSchema => "CREATE_SCHEMA",
        StatementKind.Insert => "INSERT",
        StatementKind.Update => "UPDATE",
        StatementKind.Delete => "DELETE",
        StatementKind.TruncateTable => "TRUNCATE_TABLE",
        StatementKind.DropTable => "DROP_TABLE",
        StatementKind.DropView => "DROP_VIEW",
        StatementKind.DropModel => "DROP_MODEL",
        StatementKind.DropSchema => "DROP_SCHEMA",
        StatementKind.ExportData => "EXPORT_DATA",
        StatementKind.ExportModel => "EXPORT_MODEL",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
