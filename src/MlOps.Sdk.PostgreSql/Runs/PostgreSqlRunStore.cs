using MlOps.Sdk.Runs.Relational;

namespace MlOps.Sdk.Runs;

/// <summary>Keeps the runs of many roots: each closes only its own, because only there can it be seen whether a run's process is alive.</summary>
internal sealed class PostgreSqlRunStore(RunDatabase database, RootIdentity root) : RelationalRunStore(database)
{
    private readonly RunDatabase _database = database;

    public override Task<IReadOnlyList<string>> ListUnfinishedAsync(CancellationToken cancellationToken) => _database.ReadAsync(
        sql => sql.QueryAsync("SELECT id FROM runs WHERE state = 'Running' AND root = $1", row => row.GetString(0), cancellationToken, root.Id),
        cancellationToken);

    protected override async Task<int> BeginAsync(Statements sql, RunRecord run, CancellationToken cancellationToken)
    {
        await base.BeginAsync(sql, run, cancellationToken);
        return await sql.ExecuteAsync("UPDATE runs SET root = $2 WHERE id = $1", cancellationToken, run.Id, root.Id);
    }
}
