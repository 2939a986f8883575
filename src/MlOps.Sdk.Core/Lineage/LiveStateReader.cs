using System.Globalization;
using System.Text.Json;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Registry;
using MlOps.Sdk.Runs.Relational;

namespace MlOps.Sdk.Lineage;

/// <summary>Reads from the audit log what was live: the last entry about each alias and endpoint that isn't later than the moment.</summary>
internal sealed class LiveStateReader(Statements sql)
{
    private const string Endpoint = "endpoint ";

    public async Task<LiveState> ReadAsync(DateTimeOffset date, CancellationToken cancellationToken)
    {
        IReadOnlyList<AuditEntry> last = await RelationalAuditLog.QueryAsync(
            sql,
            """
            sequence IN (
                SELECT max(sequence) FROM audit
                WHERE time <= $1 AND (subject LIKE 'endpoint %' OR subject LIKE 'champion of %' OR subject LIKE 'challenger of %') GROUP BY subject)
            """,
            cancellationToken,
            date.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
        List<LiveAlias> aliases = [];
        foreach (AuditEntry entry in last)
        {
            if (ReadMove(entry) is { Version: { } version } move)
                aliases.Add(new LiveAlias(move.Model, move.Alias, version, move.By ?? entry.Actor, entry, await FindRegistrationAsync(move, cancellationToken)));
        }

        return new LiveState(
            date,
            aliases.OrderBy(alias => alias.Model, StringComparer.Ordinal).ThenBy(alias => alias.Alias).ToValueList(),
            last.Where(entry => entry.Action != "undeploy" && entry.Subject.StartsWith(Endpoint, StringComparison.Ordinal))
                .Select(LiveEndpoint.Of).OrderBy(endpoint => endpoint.Endpoint, StringComparer.Ordinal).ToValueList());
    }

    private static AliasMove? ReadMove(AuditEntry entry) =>
        entry.Subject.StartsWith(Endpoint, StringComparison.Ordinal) ? null : JsonSerializer.Deserialize<AliasMove>(entry.Detail, PlanJson.Compact);

    private async Task<AuditEntry?> FindRegistrationAsync(AliasMove move, CancellationToken cancellationToken) => move.Evidence is not { } reference
        ? null
        : (await RelationalAuditLog.QueryAsync(sql, "sequence = $1", cancellationToken, reference.Entries)).FirstOrDefault();
}
