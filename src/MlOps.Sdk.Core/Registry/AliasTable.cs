using System.Text.Json;
using MlOps.Sdk.Lineage;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Runs.Relational;

namespace MlOps.Sdk.Registry;

/// <summary>Which version each alias names; a move and its audit entry are one transaction, the caller's.</summary>
internal sealed class AliasTable(RelationalAuditLog audit)
{
    public static async Task<int?> FindAsync(Statements sql, string model, ModelAlias alias, CancellationToken cancellationToken) =>
        (await sql.QueryAsync("SELECT version FROM aliases WHERE model = $1 AND alias = $2", row => (int?)row.GetInt32(0), cancellationToken, model, NameOf(alias)))
        .FirstOrDefault();

    /// <summary>Moves an alias; without effect if it is there already.</summary>
    public async Task MoveAsync(Statements sql, string action, AliasMove move, CancellationToken cancellationToken)
    {
        int? from = await FindAsync(sql, move.Model, move.Alias, cancellationToken);
        if (from == move.Version)
            return;
        string alias = NameOf(move.Alias);
        await sql.ExecuteAsync("DELETE FROM aliases WHERE model = $1 AND alias = $2", cancellationToken, move.Model, alias);
        if (move.Version is { } version)
        {
            await sql.ExecuteAsync("INSERT INTO aliases (model, alias, version) VALUES ($1, $2, $3)", cancellationToken, move.Model, alias, (long)version);
            move = move with { Evidence = await FindRegistrationAsync(sql, move.Model, version, cancellationToken) };
        }

        await audit.AppendAsync(sql, action, $"{alias} of {move.Model}", JsonSerializer.Serialize(move with { From = from }, PlanJson.Compact), cancellationToken);
    }

    /// <summary>Makes a version the champion; if it was the challenger, it no longer is.</summary>
    public async Task CrownAsync(Statements sql, string action, AliasMove move, CancellationToken cancellationToken)
    {
        await MoveAsync(sql, action, move with { Alias = ModelAlias.Champion }, cancellationToken);
        if (await FindAsync(sql, move.Model, ModelAlias.Challenger, cancellationToken) == move.Version)
            await MoveAsync(sql, "release", new AliasMove(move.Model, ModelAlias.Challenger, null) { Reason = "it is the champion" }, cancellationToken);
    }

    private static async Task<AuditAnchor?> FindRegistrationAsync(Statements sql, string model, int version, CancellationToken cancellationToken) =>
        (await sql.QueryAsync("""
            SELECT sequence, hash FROM audit JOIN model_versions ON audit.sequence = model_versions.entry WHERE model = $1 AND version = $2
            """,
            row => new AuditAnchor(row.GetInt64(0), row.GetString(1)), cancellationToken, model, (long)version)).FirstOrDefault();

    private static string NameOf(ModelAlias alias) => alias.ToString().ToLowerInvariant();
}
