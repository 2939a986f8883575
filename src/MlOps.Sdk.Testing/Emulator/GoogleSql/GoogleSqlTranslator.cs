using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql;

/// <summary>Turns GoogleSQL, as BigQuery takes it, into DuckDB SQL that means the same. What it doesn't know it refuses by name.</summary>
internal static class GoogleSqlTranslator
{
    /// <summary>Translates one statement.</summary>
    /// <param name="sql">The statement.</param>
    /// <param name="catalog">What names mean.</param>
    /// <param name="parameters">The values of @name and ?.</param>
    /// <param name="now">What CURRENT_TIMESTAMP and its kin give; they are refused without it.</param>
    /// <exception cref="EmulatorException">It isn't GoogleSQL, or more of it than is known here; or a name leads nowhere. In BigQuery's words, with the position.</exception>
    public static TranslatedStatement Translate(string sql, IGoogleSqlCatalog catalog, IReadOnlyList<GoogleSqlParameter>? parameters = null, DateTimeOffset? now = null) =>
        new Resolution.StatementResolver(catalog, parameters ?? [], now?.UtcDateTime).Resolve(Syntax.Parser.ParseStatement(sql));
}
