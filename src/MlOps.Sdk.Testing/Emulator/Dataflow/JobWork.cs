using System.Globalization;
using System.Text.Json.Nodes;

namespace MlOps.Sdk.Testing.Emulator.Dataflow;

/// <summary>Does a job's work: reads the pipeline, runs it, writes what it computed.</summary>
internal static class JobWork
{
    private const string Error = "JOB_MESSAGE_ERROR";

    public static async Task RunAsync(EmulatedJob job, EmulatorState state)
    {
        string folder = Directory.CreateDirectory(Path.Combine(state.Folder, "dataflow", job.Id)).FullName;
        try
        {
            // The launch is answered before the job goes on.
            await Task.Yield();
            if (!job.Advance(JobState.Pending))
                return;
            BeamObjects files = new(state.Objects);
            JsonNode document = YamlTemplate.Document(job.Request.Parameters, files);
            if (!job.Advance(JobState.Running))
                return;
            job.Report("JOB_MESSAGE_BASIC", string.Create(CultureInfo.InvariantCulture, $"Worker configuration: {job.Request.MachineType ?? "n1-standard-1"} in {job.Request.Region}."));
            BeamResult result = await BeamProcess.RunAsync(state.Options.Python, document, files, folder, job.Cancelled);
            files.Write(result.Writes);
            job.Counts = result.Counts;
            if (job.Advance(JobState.Done))
                job.Report("JOB_MESSAGE_BASIC", "Worker pool stopped.");
        }
        catch (BeamException exception)
        {
            Fail(job, exception.Step, exception.Message, exception.Trace);
        }
        catch (Exception exception) when (exception is BeamFileException or FormatException)
        {
            Fail(job, null, exception.Message, "");
        }
        catch (OperationCanceledException) when (job.Cancelled.IsCancellationRequested)
        {
            // Said by the state that follows.
        }
        catch (Exception exception)
        {
            // Nobody waits for this task; a fault of the emulator's own must be seen all the same.
            Fail(job, null, $"The emulator itself failed: {exception}", "");
        }
        finally
        {
            if (job.Current == JobState.Cancelling)
                job.Advance(JobState.Cancelled);
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Fail(EmulatedJob job, string? step, string message, string trace)
    {
        string where = step is null ? "" : $" [while running '{step}']";
        if (trace.Length > 0)
            job.Report(Error, $"{trace.TrimEnd()}{where}");
        job.Report(Error, $"Workflow failed. Causes: {message}{where}");
        job.Advance(JobState.Failed);
    }
}
