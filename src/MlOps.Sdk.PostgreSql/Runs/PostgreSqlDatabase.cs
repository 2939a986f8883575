using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MlOps.Sdk.PostgreSql.Diagnostics;
using MlOps.Sdk.Runs.Relational;
using Npgsql;

namespace MlOps.Sdk.Runs;

/// <summary>A schema of a PostgreSQL database: prepared by the first use, written to by one transaction at a time among all processes.</summary>
internal sealed class PostgreSqlDatabase : RunDatabase, IAsyncDisposable, IDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    // Those who wait here hold no connection.
    private readonly SemaphoreSlim _turn = new(1);
    private readonly PostgreSqlOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly NpgsqlDataSource _source;
    private readonly PostgreSqlFailure _failure;
    private readonly string _where;
    private bool _reached;
    private bool _prepared;

    public PostgreSqlDatabase(IOptions<PostgreSqlOptions> options, TimeProvider time, ILogger<PostgreSqlDatabase> logger)
    {
        _options = options.Value;
        _time = time;
        _logger = logger;
        NpgsqlDataSourceBuilder builder = new(_options.ConnectionString);
        NpgsqlConnectionStringBuilder settings = builder.ConnectionStringBuilder;
        settings.SearchPath = _options.Schema;
        settings.ApplicationName ??= "MlOps.Sdk";
        // A team's server has a hundred connections by default, for all its applications.
        if (!settings.ContainsKey("Maximum Pool Size"))
            settings.MaxPoolSize = 8;
        // Longer than a lock is waited for, so that it is the lock's end that is told.
        if (!settings.ContainsKey("Command Timeout"))
            settings.CommandTimeout = PostgreSqlSchema.BusySeconds + 15;
        _options.Configure?.Invoke(builder);
        _where = FormattableString.Invariant($"postgresql://{settings.Host}:{settings.Port}/{settings.Database ?? settings.Username}");
        _failure = new PostgreSqlFailure(_where, settings.Username);
        _source = builder.Build();
    }

    public override string Backup => _where;

    public override Task<T> ReadAsync<T>(Func<Statements, Task<T>> work, CancellationToken cancellationToken) => PersistAsync(
        async () =>
        {
            await using NpgsqlConnection connection = await OpenAsync(cancellationToken);
            using Statements sql = new(connection, named: false);
            return await work(sql);
        },
        cancellationToken);

    public override async Task<T> WriteAsync<T>(Func<Statements, Task<T>> work, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            // What a commit without an answer would have given, and the server's id of the transaction, by which it says what became of it.
            (string Transaction, T Result)? doubtful = null;
            return await PersistAsync(
                async () =>
                {
                    await using NpgsqlConnection connection = await OpenAsync(cancellationToken);
                    using Statements sql = new(connection, named: false);
                    if (doubtful is { } earlier && await HasCommittedAsync(sql, earlier.Transaction, cancellationToken))
                        return earlier.Result;

                    await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
                    string id = await PostgreSqlSchema.LockAsync(sql, _options.Schema, cancellationToken);
                    T result = await work(sql);
                    doubtful = (id, result);
                    await transaction.CommitAsync(CancellationToken.None);
                    return result;
                },
                cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        _source.Dispose();
        _turn.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        _turn.Dispose();
    }

    /// <summary>Tries again while the server is away.</summary>
    private async Task<T> PersistAsync<T>(Func<Task<T>> attempt, CancellationToken cancellationToken)
    {
        long started = _time.GetTimestamp();
        for (TimeSpan pause = FirstPause; ; pause = pause * 2 > LongestPause ? LongestPause : pause * 2)
        {
            try
            {
                return await attempt();
            }
            catch (Exception exception) when (PostgreSqlFailure.IsOne(exception))
            {
                TimeSpan waited = _time.GetElapsedTime(started);
                if (!PostgreSqlFailure.MayPass(exception, _reached) || waited + pause > _options.RetryFor)
                    throw _failure.Explain(exception, _reached, waited);
                Log.ServerIsAway(_logger, _where, exception.Message, pause);
            }

            await Task.Delay(pause, _time, cancellationToken);
        }
    }

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        NpgsqlConnection connection = await _source.OpenConnectionAsync(cancellationToken);
        try
        {
            _reached = true;
            if (!_prepared)
                await PostgreSqlSchema.PrepareAsync(connection, _options.Schema, _where, cancellationToken);
            _prepared = true;
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private static async Task<bool> HasCommittedAsync(Statements sql, string transaction, CancellationToken cancellationToken)
    {
        try
        {
            string? status = (await sql.QueryAsync("SELECT pg_xact_status(CAST($1 AS xid8))",
                row => row.IsDBNull(0) ? null : row.GetString(0), cancellationToken, transaction))[0];
            return status == "in progress"
                ? throw new TimeoutException($"the transaction {transaction} is neither committed nor rolled back yet")
                : status == "committed";
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InvalidParameterValue)
        {
            // "… is in the future": a server that took over from a lost one, and never heard of it.
            return false;
        }
    }
}
