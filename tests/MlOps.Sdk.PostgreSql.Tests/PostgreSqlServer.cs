using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace MlOps.Sdk.PostgreSql.Tests;

/// <summary>A PostgreSQL of the tests' own, from the system's binaries, in a temporary folder on a free port; it ends with this process, however that ends.</summary>
public sealed class PostgreSqlServer : IAsyncLifetime
{
    public const string Password = "s3cret;Pass='word'";

    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"mlops-postgresql-{Guid.NewGuid():N}");
    private Process? _process;
    private int _port;

    /// <summary>Why there is no server; null if there is one.</summary>
    public string? Missing { get; private set; }

    public static string? Binaries { get; } = FindBinaries();

    /// <summary>Skips the test, visibly, where the binaries are missing.</summary>
    public string ConnectionString
    {
        get
        {
            Assert.SkipWhen(Missing is not null, Missing ?? "");
            return new NpgsqlConnectionStringBuilder
            {
                Host = "127.0.0.1", Port = _port, Username = "ada", Password = Password, Database = "team", GssEncryptionMode = GssEncryptionMode.Disable,
            }.ToString();
        }
    }

    public int Port => _port;

    public async ValueTask InitializeAsync()
    {
        Missing = Binaries is null ? "There is no PostgreSQL here: apt-get install postgresql." : null;
        if (Missing is not null)
            return;
        Directory.CreateDirectory(_folder);
        await File.WriteAllTextAsync(Path.Combine(_folder, "password"), Password);
        if (Environment.IsPrivilegedProcess)
            await RunAsync("chown", "-R", "postgres", _folder);
        // ICU's English order puts lower case first: texts must not compare by it.
        await RunAsync([.. AsPostgres(), Path.Combine(Binaries!, "initdb"), "-D", Data, "-U", "ada", "--pwfile", Path.Combine(_folder, "password"), "-A", "scram-sha-256",
            "-E", "UTF8", "--locale", "C.UTF-8", "--locale-provider", "icu", "--icu-locale", "en", "--no-sync"]);
        _port = FreePort();
        await StartAsync();
        await using NpgsqlConnection connection = new(new NpgsqlConnectionStringBuilder(ConnectionString) { Database = "postgres", Pooling = false }.ToString());
        await connection.OpenAsync();
        await ExecuteAsync(connection, "CREATE DATABASE team");
    }

    /// <summary>Starts the server, and waits until it lets someone in.</summary>
    public async Task StartAsync()
    {
        // The shell outlives this process just long enough to end the server: its input closes when this process is gone.
        string[] command =
        [
            .. AsPostgres(), "sh", "-c", "\"$0\" \"$@\" & server=$!; cat >/dev/null; kill -QUIT $server; wait $server", Path.Combine(Binaries!, "postgres"),
            "-D", Data, "-h", "127.0.0.1", "-p", _port.ToString(CultureInfo.InvariantCulture), "-k", "", "-F", "-c", "max_connections=40", "-c", "restart_after_crash=off",
        ];
        ProcessStartInfo start = new(command[0], command[1..])
        {
            RedirectStandardInput = true, RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = _folder,
        };
        _process = Process.Start(start)!;
        TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
        List<string> output = [];
        _process.ErrorDataReceived += (_, line) =>
        {
            lock (output)
                output.Add(line.Data ?? "");
            if (line.Data?.Contains("ready to accept connections", StringComparison.Ordinal) == true)
                ready.TrySetResult();
            else if (line.Data is null)
                ready.TrySetException(new InvalidOperationException($"PostgreSQL didn't start:\n{string.Join('\n', output)}"));
        };
        _process.OutputDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        await ready.Task;
    }

    /// <summary>Ends the server at once, as a crash would: nobody is told goodbye.</summary>
    public async Task StopAsync()
    {
        if (_process is null)
            return;
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    /// <summary>Runs a statement as the superuser.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using NpgsqlConnection connection = new(new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false }.ToString());
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await ExecuteAsync(connection, sql);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    private string Data => Path.Combine(_folder, "data");

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using NpgsqlCommand command = new(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static string? FindBinaries() => OperatingSystem.IsWindows() || !Directory.Exists("/usr/lib/postgresql")
        ? null
        : Directory.EnumerateDirectories("/usr/lib/postgresql")
            .Where(folder => File.Exists(Path.Combine(folder, "bin", "initdb")))
            .OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out int version) ? version : 0)
            .Select(folder => Path.Combine(folder, "bin")).FirstOrDefault();

    // PostgreSQL refuses to run as root.
    private static string[] AsPostgres() => Environment.IsPrivilegedProcess ? ["setpriv", "--reuid", "postgres", "--regid", "postgres", "--clear-groups"] : [];

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task RunAsync(params string[] command)
    {
        using Process process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{string.Join(' ', command)} ended with {process.ExitCode}:\n{output}\n{await errors}");
    }
}
