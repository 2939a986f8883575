using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql;

/// <summary>Turns GoogleSQL, as BigQuery takes it, into DuckDB SQL that means the same. What it doesn't know it refuses by name.</summary>
internal static class GoogleSqlTranslator
{
    /// <summary>Translates one statement.</summary>
    /// <exception cref="EmulatorException">It isn't GoogleSQL, or more of it than is known here; or a name leads nowhere. In BigQuery's words, with the position.</exception>
    public static TranslatedStatement Translate(string sql, IGoogleSqlCatalog catalog, IReadOnlyList<GoogleSqlParameter>? parameters = null) =>
        new Resolution.StatementResolver(catalog, parameters ?? []).Resolve(Syntax.Parser.ParseStatement(sql));
}
