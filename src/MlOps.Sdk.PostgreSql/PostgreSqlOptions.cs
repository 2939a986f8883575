using Npgsql;

namespace MlOps.Sdk;

/// <summary>Which PostgreSQL keeps a team's runs; bound from the configuration section <c>MlOps:PostgreSql</c>.</summary>
public sealed class PostgreSqlOptions
{
    /// <summary>
    /// Npgsql's connection string, such as <c>Host=db.example;Database=mlops;Username=ada;Password=…</c>; required. The password may instead come from the
    /// variable <c>PGPASSWORD</c>, a <c>.pgpass</c> file, or <see cref="Configure"/>; it appears in no message.
    /// </summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>The schema that the tables are in, created by the first use; <c>mlops</c> by default.</summary>
    public string Schema { get; set; } = "mlops";

    /// <summary>How long a server that was reached before and is away is waited for, such as during its restart; a minute by default.</summary>
    public TimeSpan RetryFor { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Sets up Npgsql itself: certificates, passwords that change, tracing. Null by default.</summary>
    public Action<NpgsqlDataSourceBuilder>? Configure { get; set; }
}
