using System.Diagnostics;

namespace MlOps.Sdk.Testing.Tests.Emulator.Storage;

/// <summary>The command line of the Google Cloud SDK with the emulator; skipped in sight where there is none.</summary>
public sealed class GcloudStorageTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mlops-gcloud-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Gcloud_works_with_the_emulated_Cloud_Storage()
    {
        await using GoogleCloudEmulator emulator = await GoogleCloudEmulator.StartAsync();
        byte[] small = "hello, gcloud"u8.ToArray();
        // Above gcloud's own threshold, so that it uploads in chunks.
        byte[] large = new byte[9 * 1024 * 1024 + 5];
        new Random(1).NextBytes(large);
        string from = Directory.CreateDirectory(Path.Combine(_folder, "from")).FullName;
        await File.WriteAllBytesAsync(Path.Combine(from, "small.txt"), small, Cancellation);
        await File.WriteAllBytesAsync(Path.Combine(from, "large.bin"), large, Cancellation);
        string to = Directory.CreateDirectory(Path.Combine(_folder, "to")).FullName;

        await RunAsync(emulator, "buckets", "create", "gs://gcloud-bucket", "--location=EU");
        await RunAsync(emulator, "cp", Path.Combine(from, "small.txt"), Path.Combine(from, "large.bin"), "gs://gcloud-bucket/dir/");
        string listed = await RunAsync(emulator, "ls", "gs://gcloud-bucket/dir/");
        await RunAsync(emulator, "cp", "gs://gcloud-bucket/dir/large.bin", "gs://gcloud-bucket/copy.bin");
        await RunAsync(emulator, "cp", "gs://gcloud-bucket/copy.bin", "gs://gcloud-bucket/dir/small.txt", to);
        await RunAsync(emulator, "rm", "--recursive", "gs://gcloud-bucket/dir");
        string left = await RunAsync(emulator, "ls", "gs://gcloud-bucket");

        Assert.Equal(["gs://gcloud-bucket/dir/large.bin", "gs://gcloud-bucket/dir/small.txt"], listed.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.True(large.AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(to, "copy.bin"))));
        Assert.Equal(small, await File.ReadAllBytesAsync(Path.Combine(to, "small.txt"), Cancellation));
        Assert.Equal("gs://gcloud-bucket/copy.bin", left.Trim());
    }

    private async Task<string> RunAsync(GoogleCloudEmulator emulator, params string[] arguments)
    {
        ProcessStartInfo start = new("gcloud", ["storage", .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["CLOUDSDK_API_ENDPOINT_OVERRIDES_STORAGE"] = new Uri(emulator.Address, "storage/v1/").AbsoluteUri;
        start.Environment["CLOUDSDK_AUTH_DISABLE_CREDENTIALS"] = "true";
        start.Environment["CLOUDSDK_CORE_PROJECT"] = "proj";
        start.Environment["CLOUDSDK_CORE_DISABLE_PROMPTS"] = "1";
        start.Environment["CLOUDSDK_CORE_DISABLE_USAGE_REPORTING"] = "true";
        start.Environment["CLOUDSDK_COMPONENT_MANAGER_DISABLE_UPDATE_CHECK"] = "true";
        start.Environment["CLOUDSDK_STORAGE_PROCESS_COUNT"] = "1";
        start.Environment["CLOUDSDK_CONFIG"] = Path.Combine(_folder, "config");
        start.Environment["NO_PROXY"] = "127.0.0.1,localhost";
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            Assert.Skip($"gcloud isn't there: {exception.Message}");
            throw;
        }

        using (process)
        {
            try
            {
                Task<string> output = process.StandardOutput.ReadToEndAsync(Cancellation);
                Task<string> errors = process.StandardError.ReadToEndAsync(Cancellation);
                await process.WaitForExitAsync(Cancellation);
                Assert.True(process.ExitCode == 0, $"gcloud storage {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{await errors}");
                return await output;
            }
            finally
            {
                if (!process.HasExited)
                    process.Kill(entireProcessTree: true);
            }
        }
    }
}
