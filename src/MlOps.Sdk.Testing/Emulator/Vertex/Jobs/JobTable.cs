using System.Text.Json.Nodes;
using MlOps.Sdk.Testing.Emulator.Http;
using MlOps.Sdk.Testing.Emulator.Vertex.Lists;
using MlOps.Sdk.Testing.Emulator.Vertex.Messages;

namespace MlOps.Sdk.Testing.Emulator.Vertex.Jobs;

/// <summary>The jobs of a kind, and the five methods that all kinds have.</summary>
internal sealed class JobTable(VertexContext context, JobKind kind)
{
    private readonly List<EmulatedJob> _jobs = [];

    public JobKind Kind => kind;

    public EmulatorResponse Create(EmulatorRequest request)
    {
        VertexPlace place = VertexPlace.Of(request, context.State);
        JsonObject body = MessageReader.Read(request.Json(), kind.Message);
        Labels.Check(body);
        kind.Check(body, place);
        EmulatedJob job = new(context, place, place.NameOf(kind.Collection, context.State.NextId()), body);
        lock (context.Gate)
            _jobs.Insert(0, job);
        EmulatorResponse answer = EmulatorResponse.Json(job.ToJson());
        context.Run(end => RunAsync(job, end));
        return answer;
    }

    public EmulatorResponse Get(EmulatorRequest request) => EmulatorResponse.Json(Find(request).ToJson());

    public EmulatorResponse List(EmulatorRequest request)
    {
        string parent = VertexPlace.Of(request, context.State).Parent + "/";
        EmulatedJob[] jobs;
        lock (context.Gate)
            jobs = [.. _jobs.Where(job => job.Name.StartsWith(parent, StringComparison.Ordinal))];
        return ListPage.Of(request, kind.Collection, jobs.Select(job => job.ToJson()));
    }

    public EmulatorResponse Cancel(EmulatorRequest request)
    {
        EmulatedJob job = Find(request);
        lock (context.Gate)
        {
            if (job.HasEnded)
                throw VertexError.Precondition($"The job {job.Name} has ended in state {job.ToJson()["state"]} and can't be cancelled.");
            job.Change(body => body["state"] = "JOB_STATE_CANCELLING");
        }

        job.Cancellation.Cancel();
        return EmulatorResponse.Json(new JsonObject());
    }

    public EmulatorResponse Delete(EmulatorRequest request)
    {
        EmulatedJob job = Find(request);
        lock (context.Gate)
        {
            if (!job.HasEnded)
                throw VertexError.Precondition($"The job {job.Name} is in state {job.ToJson()["state"]}; only jobs that have ended can be deleted.");
        }

        return context.Operations.Start(job.Place, "DeleteOperationMetadata", "google.protobuf.Empty", _ =>
        {
            lock (context.Gate)
                _jobs.Remove(job);
            return Task.FromResult(new JsonObject());
        });
    }

    private async Task RunAsync(EmulatedJob job, CancellationToken end)
    {
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(end, job.Cancellation.Token);
        try
        {
            await kind.RunAsync(job, either.Token);
            job.End("JOB_STATE_SUCCEEDED");
        }
        catch (OperationCanceledException)
        {
            job.End("JOB_STATE_CANCELLED", 1, "The job was cancelled.");
        }
        catch (EmulatorException error)
        {
            job.End("JOB_STATE_FAILED", VertexError.CodeOf(error), error.Message);
        }
        catch (Exception error)
        {
            job.End("JOB_STATE_FAILED", 13, $"Internal error: {error}");
        }
    }

    private EmulatedJob Find(EmulatorRequest request)
    {
        string name = VertexPlace.Of(request, context.State).NameOf(kind.Collection, request.Route["job"]);
        lock (context.Gate)
            return _jobs.Find(job => job.Name == name) ?? throw VertexError.NotFound($"The {kind.Message} \"{name}\" does not exist.");
    }
}
