using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MlOps.Sdk.Artifacts;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Runs.Recipes;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Runs;

/// <summary>Does the work of a single stage with an application's services: what a worker on another machine is for.</summary>
/// <remarks>Nothing is recorded here: the run that has asked for the work records what comes back.</remarks>
public static class StageTaskRunner
{
    /// <summary>Does the work and returns what was made; its files are in the services' artifact store.</summary>
    /// <exception cref="StageException">The services lack what the task needs, or the work can't be done.</exception>
    public static async Task<Product> RunAsync(
        IServiceProvider services, StageTask task, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(task);
        StageRecipe recipe = StageRecipes.Of(task.Plan);
        if (!recipe.CanRead([.. task.Inputs.Select(input => input.GetType())]))
            throw new StageException($"{task.Plan.Name}.inputs: it reads {recipe.Reads}, but was given {string.Join(", ", task.Inputs.Select(input => input.GetType().Name))}.");
        object service = Find(services, recipe, task);

        string root = Path.GetFullPath(services.GetRequiredService<IOptions<MlOpsOptions>>().Value.Root);
        string folder = Directory.CreateDirectory(Path.Combine(root, "work", $"task-{Guid.NewGuid():N}")).FullName;
        try
        {
            StageContext context = new()
            {
                RunId = task.RunId,
                Pipeline = task.Pipeline,
                Stage = task.Plan.Name,
                Key = task.Key,
                Logger = services.GetRequiredService<ILoggerFactory>().CreateLogger("MlOps.Sdk.Stages"),
                Time = services.GetRequiredService<TimeProvider>(),
                Progress = progress ?? new NoProgress(),
                Compute = task.Plan.Execution.Compute ?? new ComputeSpec(),
                Artifacts = services.GetRequiredService<IArtifactStore>(),
                WorkingFolder = folder,
                Journal = new MemoryJournal(),
                Bindings = new Dictionary<string, object>(),
                Settings = task.Plan.Implementation?.Settings,
            };
            return await recipe.ExecuteAsync(service, task.Plan, task.Inputs, context, cancellationToken);
        }
        finally
        {
            RunFolders.DeleteTree(folder);
        }
    }

    private static object Find(IServiceProvider services, StageRecipe recipe, StageTask task)
    {
        if (task.Plan.Implementation is not { } implementation)
            return recipe.Resolve(services, task.Platform)
                ?? throw new StageException($"{task.Plan.Name}.platform: the worker has no {recipe.Service.Name} for '{task.Platform}'. Register the platform in it.");
        Type type = Type.GetType(implementation.Type, LoadedAssemblies.Find, typeResolver: null)
            ?? throw new StageException($"{task.Plan.Name}.implementation: the worker has no class '{implementation.Type}'. Make your own application the worker: its image must hold that class.");
        return recipe.TakesUserClass && recipe.UserClass.IsAssignableFrom(type)
            ? ActivatorUtilities.CreateInstance(services, type)
            : throw new StageException($"{task.Plan.Name}.implementation: '{implementation.Type}' doesn't implement {recipe.UserClass.Name}.");
    }

    private sealed class NoProgress : IProgress<double>
    {
        public void Report(double value)
        {
        }
    }

    // A worker that dies is started anew and begins from the beginning.
    private sealed class MemoryJournal : IJournal
    {
        private readonly Dictionary<string, string> _notes = new(StringComparer.Ordinal);

        public Task<string?> ReadAsync(string name, CancellationToken cancellationToken) => Task.FromResult(_notes.GetValueOrDefault(name));

        public Task WriteAsync(string name, string value, CancellationToken cancellationToken)
        {
            _notes[name] = value;
            return Task.CompletedTask;
        }
    }
}
