using System.Globalization;
using System.Text.Json.Nodes;
using MlOps.Sdk.Testing.Emulator.Http;
using MlOps.Sdk.Testing.Emulator.Vertex.Containers;
using MlOps.Sdk.Testing.Emulator.Vertex.Messages;

namespace MlOps.Sdk.Testing.Emulator.Vertex.Jobs;

/// <summary>Runs the containers of a custom job or of a trial, one for each replica.</summary>
internal sealed class JobContainers(VertexContext context)
{
    /// <summary>Runs until all replicas have ended well.</summary>
    /// <param name="spec">The specification.</param>
    /// <param name="jobId">The job's id.</param>
    /// <param name="trialId">The trial's id; null for none.</param>
    /// <param name="args">Arguments that follow those of the specification.</param>
    /// <param name="variables">Variables besides those of the specification and of the service.</param>
    /// <param name="cancellationToken">Kills the processes.</param>
    /// <exception cref="EmulatorException">A replica failed, or the time was up.</exception>
    public async Task RunAsync(
        JsonObject spec, string jobId, string? trialId, IReadOnlyList<string> args, IReadOnlyDictionary<string, string> variables, CancellationToken cancellationToken)
    {
        Replica[] replicas = [.. Replicas(spec)];
        string timeout = spec["scheduling"]?["timeout"]?.GetValue<string>() ?? "604800s";
        using CancellationTokenSource late = new(ScalarReader.Duration(timeout)!.Value, context.State.Time);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        List<ContainerProcess> processes = [];
        try
        {
            foreach (Replica replica in replicas)
                processes.Add(await context.Launcher.StartAsync(StartOf(replica, replicas, spec, jobId, trialId, args, variables), stop.Token));
            List<Task<int>> running = [.. processes.Select(process => process.Exit)];
            while (running.Count > 0)
            {
                Task<int> ended = await Task.WhenAny(running).WaitAsync(stop.Token);
                running.Remove(ended);
                if (await ended is not 0 and int code)
                {
                    int index = processes.FindIndex(process => process.Exit == ended);
                    throw Failure(replicas[index], code, processes[index].LastErrors());
                }
            }
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new EmulatorException(504, "DEADLINE_EXCEEDED", $"The job exceeded its timeout of {timeout} and was stopped.");
        }
        finally
        {
            foreach (ContainerProcess process in processes)
                await context.Launcher.EndAsync(process);
        }
    }

    private static EmulatorException Failure(Replica replica, int code, string errors)
    {
        string message = string.Create(CultureInfo.InvariantCulture, $"The replica {replica.Name} exited with a non-zero status of {code}.");
        return VertexError.Invalid(errors.Length == 0 ? message : $"{message} The last lines of its standard error:\n{errors}");
    }

    private static IEnumerable<Replica> Replicas(JsonObject spec)
    {
        JsonArray pools = (JsonArray)spec["workerPoolSpecs"]!;
        for (int pool = 0; pool < pools.Count; pool++)
        {
            if (pools[pool]!["containerSpec"] is not JsonObject container)
                continue;
            for (int index = 0; index < JobSpecRules.Replicas((JsonObject)pools[pool]!); index++)
                yield return new Replica(string.Create(CultureInfo.InvariantCulture, $"workerpool{pool}"), index, FreePorts.Next(), container);
        }
    }

    private static ContainerStart StartOf(
        Replica replica, Replica[] all, JsonObject spec, string jobId, string? trialId, IReadOnlyList<string> args, IReadOnlyDictionary<string, string> variables)
    {
        Dictionary<string, string> environment = ContainerSpecs.Environment(replica.Container);
        environment["CLOUD_ML_JOB_ID"] = jobId;
        environment["CLUSTER_SPEC"] = ClusterOf(replica, all, spec, trialId).ToJsonString();
        if (spec["baseOutputDirectory"]?["outputUriPrefix"]?.GetValue<string>() is { } given)
        {
            string folder = given.TrimEnd('/') + "/" + (trialId is null ? "" : trialId + "/");
            environment["AIP_MODEL_DIR"] = folder + "model/";
            environment["AIP_CHECKPOINT_DIR"] = folder + "checkpoints/";
            environment["AIP_TENSORBOARD_LOG_DIR"] = folder + "logs/";
        }

        foreach ((string name, string value) in variables)
            environment[name] = value;
        return new ContainerStart(
            replica.Container["imageUri"]!.GetValue<string>(), ContainerSpecs.Texts(replica.Container["command"]),
            [.. ContainerSpecs.Texts(replica.Container["args"]), .. args], environment);
    }

    private static JsonObject ClusterOf(Replica replica, Replica[] all, JsonObject spec, string? trialId)
    {
        JsonObject cluster = [];
        foreach (IGrouping<string, Replica> pool in all.GroupBy(other => other.Pool))
            cluster[pool.Key] = new JsonArray([.. pool.Select(other => JsonValue.Create(string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{other.Port}")))]);
        return new JsonObject
        {
            ["cluster"] = cluster,
            ["environment"] = "cloud",
            ["task"] = new JsonObject { ["type"] = replica.Pool, ["index"] = replica.Index, ["trial"] = trialId ?? "" },
            ["job"] = spec.ToJsonString(),
        };
    }

    private sealed record Replica(string Pool, int Index, int Port, JsonObject Container)
    {
        public string Name => string.Create(CultureInfo.InvariantCulture, $"{Pool}-{Index}");
    }
}
