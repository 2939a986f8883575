using System.Data.Common;

namespace MlOps.Sdk.Runs.Relational;

/// <summary>Runs SQL whose parameters are <c>$1</c>, <c>$2</c> … and keeps each statement as long as the connection is its own.</summary>
/// <param name="connection">An open connection.</param>
/// <param name="named">Whether a parameter's name is <c>$1</c>; otherwise it has none, and its place counts.</param>
internal sealed class Statements(DbConnection connection, bool named) : IDisposable
{
    private readonly Dictionary<string, DbCommand> _kept = new(StringComparer.Ordinal);

    /// <summary>How many rows were changed.</summary>
    public Task<int> ExecuteAsync(string sql, CancellationToken cancellationToken, params ReadOnlySpan<object?> values) =>
        Prepare(sql, values).ExecuteNonQueryAsync(cancellationToken);

    public Task<IReadOnlyList<T>> QueryAsync<T>(
        string sql, Func<DbDataReader, T> map, CancellationToken cancellationToken, params ReadOnlySpan<object?> values) =>
        ReadAsync(Prepare(sql, values), map, cancellationToken);

    /// <summary>Runs several statements without parameters, once.</summary>
    public async Task ExecuteScriptAsync(string sql, CancellationToken cancellationToken)
    {
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public void Dispose()
    {
        foreach (DbCommand command in _kept.Values)
            command.Dispose();
        _kept.Clear();
    }

    private static async Task<IReadOnlyList<T>> ReadAsync<T>(DbCommand command, Func<DbDataReader, T> map, CancellationToken cancellationToken)
    {
        await using DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        List<T> rows = [];
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(map(reader));
        return rows;
    }

    private DbCommand Prepare(string sql, ReadOnlySpan<object?> values)
    {
        if (!_kept.TryGetValue(sql, out DbCommand? command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            for (int index = 1; index <= values.Length; index++)
            {
                DbParameter parameter = command.CreateParameter();
                if (named)
                    parameter.ParameterName = $"${index}";
                command.Parameters.Add(parameter);
            }

            _kept.Add(sql, command);
        }

        for (int index = 0; index < values.Length; index++)
            command.Parameters[index].Value = values[index] ?? DBNull.Value;
        return command;
    }
}
