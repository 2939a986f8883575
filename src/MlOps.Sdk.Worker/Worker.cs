using MlOps.Sdk.Roles;

namespace MlOps.Sdk;

/// <summary>Makes an application the worker of its own pipelines, by one line.</summary>
/// <remarks>A worker does the work of a stage on another machine, such as one of Vertex AI, or serves a model there.</remarks>
/// <example>
/// <code>
/// if (await Worker.RunAsync(args) is { } exitCode)
///     return exitCode;
/// </code>
/// </example>
public static class Worker
{
    /// <summary>Does what the arguments ask a worker for; null if they don't.</summary>
    /// <remarks>
    /// <c>run --task gs://…/task.json</c> does the work of one stage, such as a training, and leaves its product in the folder that Vertex AI gives to the job;
    /// with <c>--trial</c> it does one trial of a search, whose settings a tuning job of Vertex AI appends as <c>--name=value</c>;
    /// <c>serve</c> answers predictions of the bundle at <c>AIP_STORAGE_URI</c>, as Vertex AI asks it of a container.
    /// </remarks>
    /// <param name="args">The program's arguments.</param>
    /// <param name="configure">Registers what the application's own stages need; the platforms are registered.</param>
    /// <returns>The program's exit code; null if the application is to go on.</returns>
    public static async Task<int?> RunAsync(string[] args, Action<MlOpsBuilder>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(args);
        try
        {
            return WorkerArguments.Parse(args) switch
            {
                { Role: WorkerArguments.Run } arguments => await RunRole.RunAsync(arguments, configure),
                { Role: WorkerArguments.Serve } arguments => await ServeRole.RunAsync(arguments),
                _ => null,
            };
        }
        catch (WorkerException exception)
        {
            Complain(exception.Message);
            return exception.ExitCode;
        }
        catch (Exception exception)
        {
            // All of it is for the log. Of a job's end Vertex AI shows the last lines, among which a stack would leave no room for what has happened.
            Complain(exception.ToString());
            Complain($"The worker has failed: {exception.GetType()}: {exception.Message.ReplaceLineEndings(" ")}");
            return 1;
        }
    }

    internal static int Usage()
    {
        Complain("""
            MlOps.Sdk.Worker: does the work of a pipeline's stage on another machine, or serves a model.

              run --task gs://bucket/…/task.json [--output gs://bucket/folder]   the output is AIP_MODEL_DIR's folder if left out
                  [--trial --name=value …]                                       one trial of a search, with these settings
              serve [--model gs://bucket/folder]                                 the model is AIP_STORAGE_URI if left out

            Settings come from environment variables such as MlOps__GoogleCloud__ProjectId.
            """);
        return 2;
    }

#pragma warning disable RS0030 // A program that can't do its work has nobody else to tell: Vertex AI shows what stands here as the job's error.
    private static void Complain(string message) => System.Console.Error.WriteLine(message);
#pragma warning restore RS0030
}
