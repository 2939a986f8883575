using Microsoft.Data.Sqlite;

namespace MlOps.Sdk.Runs;

/// <summary>Runs SQL whose parameters are <c>$1</c>, <c>$2</c> … and keeps each statement prepared.</summary>
internal sealed class StatementCache(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> _prepared = new(StringComparer.Ordinal);

    public bool IsInTransaction => SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) == 0;

    /// <summary>How many rows were changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<object?> values) => Prepare(sql, values).ExecuteNonQuery();

    public IReadOnlyList<T> Query<T>(string sql, Func<SqliteDataReader, T> map, params ReadOnlySpan<object?> values)
    {
        using SqliteDataReader reader = Prepare(sql, values).ExecuteReader();
        List<T> rows = [];
        while (reader.Read())
            rows.Add(map(reader));
        return rows;
    }

    /// <summary>Runs several statements without parameters, once.</summary>
    public void ExecuteScript(string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        foreach (SqliteCommand command in _prepared.Values)
            command.Dispose();
        _prepared.Clear();
    }

    private SqliteCommand Prepare(string sql, ReadOnlySpan<object?> values)
    {
        if (!_prepared.TryGetValue(sql, out SqliteCommand? command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            for (int index = 1; index <= values.Length; index++)
                command.Parameters.Add(new SqliteParameter { ParameterName = $"${index}" });
            _prepared.Add(sql, command);
        }

        for (int index = 0; index < values.Length; index++)
            command.Parameters[index].Value = values[index] ?? DBNull.Value;
        return command;
    }
}
