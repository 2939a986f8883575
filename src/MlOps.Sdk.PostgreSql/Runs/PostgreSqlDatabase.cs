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
    private readonly string _writer = Guid.NewGuid().ToString("N");
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
            // Written with the work, so that it says afterwards whether a commit without an answer has taken place. The server's number of the transaction
            // doesn't say that: a server that crashed gives numbers that it lost again, to others.
            string token = Guid.NewGuid().ToString("N");
            (T Result, bool IsDoubtful) before = default;
            return await PersistAsync(
                async () =>
                {
                    await using NpgsqlConnection connection = await OpenAsync(cancellationToken);
                    using Statements sql = new(connection, named: false);
                    await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
                    // A commit that is still under way holds the lock.
                    await PostgreSqlSchema.LockAsync(sql, _options.Schema, cancellationToken);
                    if (before.IsDoubtful && await PostgreSqlSchema.HasWrittenAsync(sql, _writer, token, cancellationToken))
                        return before.Result;

                    T result = await work(sql);
                    await PostgreSqlSchema.NoteWriteAsync(sql, _writer, token, cancellationToken);
                    before = (result, true);
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
}
