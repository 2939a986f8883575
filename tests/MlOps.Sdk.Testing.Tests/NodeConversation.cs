using System.Diagnostics;
using System.Security.Cryptography;

namespace MlOps.Sdk.Testing.Tests;

/// <summary>A conversation of one of Google's own clients for Node.js with an emulator.</summary>
/// <remarks>
/// The package and all that it needs are pinned by a lock file in the folder <c>Node</c>, and installed once per machine from npm. Without <c>node</c>, or without a way to npm, the test is skipped in sight.
/// </remarks>
internal static class NodeConversation
{
    private static readonly SemaphoreSlim One = new(1, 1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Runs a CommonJS script, which finds the emulator's port in <c>process.env.EMULATOR_PORT</c>.</summary>
    /// <param name="emulator">The emulator.</param>
    /// <param name="package">The package, such as <c>@google-cloud/storage</c>.</param>
    /// <param name="version">Its version.</param>
    /// <param name="script">The script; a rejected promise or a failed <c>assert</c> ends it with an error.</param>
    /// <returns>What it printed.</returns>
    public static async Task<string> RunAsync(GoogleCloudEmulator emulator, string package, string version, string script)
    {
        string folder = await InstalledAsync(package, version);
        string file = Path.Combine(folder, $"conversation-{Guid.NewGuid():N}.cjs");
        await File.WriteAllTextAsync(file, script, Cancellation);
        try
        {
            ProcessStartInfo start = new("node") { ArgumentList = { file }, WorkingDirectory = folder };
            start.Environment["EMULATOR_PORT"] = emulator.Address.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
            // Otherwise the clients look for a machine of Google's at an address that never answers.
            start.Environment["METADATA_SERVER_DETECTION"] = "none";
            start.Environment["NO_PROXY"] = "127.0.0.1,localhost";
            (int code, string output, string errors) = await RunAsync(start);
            Assert.True(code == 0, $"node ended with {code}:\n{errors}\n{output}");
            return output;
        }
        finally
        {
            File.Delete(file);
        }
    }

    // Moved into place when it is whole, so that a run that is killed leaves nothing half installed.
    private static async Task<string> InstalledAsync(string package, string version)
    {
        string name = package.Split('/')[^1];
        string pinned = Path.Combine(AppContext.BaseDirectory, "Node", name);
        Assert.Contains($"\"{package}\": \"{version}\"", await File.ReadAllTextAsync(Path.Combine(pinned, "package.json"), Cancellation), StringComparison.Ordinal);
        byte[] versions = await File.ReadAllBytesAsync(Path.Combine(pinned, "package-lock.json"), Cancellation);
        string folder = Path.Combine(Path.GetTempPath(), "mlops-node", $"{name}-{version}-{Convert.ToHexStringLower(SHA256.HashData(versions))[..12]}");
        await One.WaitAsync(Cancellation);
        try
        {
            if (Directory.Exists(folder))
                return folder;
            string part = $"{folder}-{Guid.NewGuid():N}";
            Directory.CreateDirectory(part);
            foreach (string file in new[] { "package.json", "package-lock.json" })
                File.Copy(Path.Combine(pinned, file), Path.Combine(part, file));
            ProcessStartInfo start = new("npm")
            {
                ArgumentList = { "ci", "--no-audit", "--no-fund", "--ignore-scripts" },
                WorkingDirectory = part,
            };
            (int code, _, string errors) = await RunAsync(start);
            if (code != 0)
            {
                Directory.Delete(part, recursive: true);
                Assert.Skip($"npm can't install {package}@{version}: {errors}");
            }

            try
            {
                Directory.Move(part, folder);
            }
            catch (IOException) when (Directory.Exists(folder))
            {
                // Another process was faster.
                Directory.Delete(part, recursive: true);
            }

            return folder;
        }
        finally
        {
            One.Release();
        }
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            Assert.Skip($"{start.FileName} isn't there: {exception.Message}");
            throw;
        }

        using (process)
        {
            try
            {
                Task<string> output = process.StandardOutput.ReadToEndAsync(Cancellation);
                Task<string> errors = process.StandardError.ReadToEndAsync(Cancellation);
                await process.WaitForExitAsync(Cancellation);
                return (process.ExitCode, await output, await errors);
            }
            finally
            {
                if (!process.HasExited)
                    process.Kill(entireProcessTree: true);
            }
        }
    }
}
