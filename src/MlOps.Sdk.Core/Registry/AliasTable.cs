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

    /// <summary>Moves an alias; false if it is there already.</summary>
    /// <param name="sql">The transaction.</param>
    /// <param name="move">The move, and why.</param>
    /// <param name="cancellationToken">Cancels before anything is written.</param>
    public async Task<bool> MoveAsync(Statements sql, AliasMove move, CancellationToken cancellationToken)
    {
        int? from = await FindAsync(sql, move.Model, move.Alias, cancellationToken);
        if (from == move.Version)
            return false;
        await sql.ExecuteAsync("DELETE FROM aliases WHERE model = $1 AND alias = $2", cancellationToken, move.Model, NameOf(move.Alias));
        if (move.Version is { } version)
        {
            await sql.ExecuteAsync("INSERT INTO aliases (model, alias, version) VALUES ($1, $2, $3)", cancellationToken,
                move.Model, NameOf(move.Alias), (long)version);
        }

        AliasMove complete = move with { From = from };
        await audit.AppendAsync(sql, move.Action, $"model {move.Model}@{NameOf(move.Alias)}", JsonSerializer.Serialize(complete, PlanJson.Compact), cancellationToken);
        return true;
    }

    private static string NameOf(ModelAlias alias) => alias.ToString().ToLowerInvariant();
}
