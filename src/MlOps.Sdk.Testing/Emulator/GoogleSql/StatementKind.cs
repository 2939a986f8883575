namespace MlOps.Sdk.Testing.Emulator.GoogleSql;

/// <summary>What a statement does.</summary>
internal enum StatementKind
{
    Query,
    CreateTable,
    CreateTableAsSelect,
    CreateView,
    CreateModel,
    CreateSchema,
    Insert,
    Update,
    Delete,
    TruncateTable,
    DropTable,
    DropView,
    DropModel,
    DropSchema,
    ExportData,
    ExportModel,
}
