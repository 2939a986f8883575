using System.Globalization;
using DuckDB.NET.Data;
using Microsoft.Extensions.Options;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Data;

/// <summary>The process's one DuckDB: opened by the first operation, so that a run in which every stage is reused never pays for it.</summary>
internal sealed class DuckDbEngine(IOptions<LocalOptions> local, IOptions<MlOpsOptions> options) : IDisposable
{
    private static readonly TimeSpan ProgressPeriod = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan InterruptPeriod = TimeSpan.FromMilliseconds(50);

    private readonly Lock _opening = new();
    private DuckDBConnection? _root;
    private SpillFolder? _spill;
    private bool _disposed;

    /// <summary>Whether an operation has opened the database.</summary>
    public bool IsOpen => _root is not null;

    /// <summary>
    /// Runs an operation on a thread of the pool with a connection of its own. Cancellation interrupts the running query; progress goes to the stage;
    /// an error is told as <see cref="DuckDbErrors"/> says.
    /// </summary>
    public Task<T> RunAsync<T>(Func<DuckDbSession, T> operation, StageContext? context, CancellationToken cancellationToken) =>
        Task.Run(async () =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            using DuckDbSession session = new(Connect(), cancellationToken);
            // DuckDB forgets an interrupt that comes just before it begins a query; so it is repeated as long as the operation runs, by the clock on the wall.
            ITimer? repeated = null;
            CancellationTokenRegistration interruption = cancellationToken.Register(() =>
            {
                session.Interrupt();
                repeated = TimeProvider.System.CreateTimer(_ => session.Interrupt(), null, InterruptPeriod, InterruptPeriod);
            });
            ITimer? progress = context?.Time.CreateTimer(_ => session.ReportProgress(context.Progress), null, ProgressPeriod, ProgressPeriod);
            try
            {
                return operation(session);
            }
            catch (DuckDBException) when (cancellationToken.IsCancellationRequested)
            {
                throw new OperationCanceledException(cancellationToken);
            }
            catch (DuckDBException exception)
            {
                throw DuckDbErrors.Translate(exception, context?.Stage);
            }
            finally
            {
                // Waits for the registration's own work, so that nothing interrupts a session that is gone.
                await interruption.DisposeAsync();
                if (repeated is not null)
                    await repeated.DisposeAsync();
                if (progress is not null)
                    await progress.DisposeAsync();
            }
        }, cancellationToken);

    /// <inheritdoc cref="RunAsync{T}"/>
    public Task RunAsync(Action<DuckDbSession> operation, StageContext? context, CancellationToken cancellationToken) => RunAsync(
        session =>
        {
            operation(session);
            return true;
        },
        context,
        cancellationToken);

    public void Dispose()
    {
        lock (_opening)
        {
            _disposed = true;
            _root?.Dispose();
            _root = null;
            _spill?.Dispose();
            _spill = null;
        }
    }

    private DuckDBConnection Connect()
    {
        lock (_opening)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _root ??= OpenRoot();
            DuckDBConnection connection = _root.Duplicate();
            connection.Open();
            return connection;
        }
    }

    private DuckDBConnection OpenRoot()
    {
        LocalOptions settings = local.Value;
        string memory = settings.MemoryLimit
            ?? ((long)(MemorySize.OfMachine * 0.6)).ToString(CultureInfo.InvariantCulture) + "B";
        _spill = SpillFolder.Create(settings.TemporaryFolder ?? Path.Combine(options.Value.Root, "spill"));

        DuckDBConnection root = new("DataSource=:memory:");
        root.Open();
        using DuckDBCommand command = root.CreateCommand();
        // Without the first three an unknown function or file suffix makes DuckDB download code. The optimizer in_clause makes a join of IN with three
        // constants or more, and a join writes rows in the order in which threads get through with them: another file in every run.
        command.CommandText = $"""
            SET GLOBAL autoinstall_known_extensions = false;
            SET GLOBAL autoload_known_extensions = false;
            SET GLOBAL allow_community_extensions = false;
            SET GLOBAL memory_limit = {Sql.Text(memory.Trim())};
            SET GLOBAL threads = {settings.Threads.ToString(CultureInfo.InvariantCulture)};
            SET GLOBAL temp_directory = {Sql.Text(_spill.Path)};
            SET GLOBAL preserve_insertion_order = true;
            SET GLOBAL disabled_optimizers = 'in_clause';
            SET GLOBAL TimeZone = 'UTC';
            """;
        command.ExecuteNonQuery();
        FarmFingerprint.Register(root);
        return root;
    }
}
