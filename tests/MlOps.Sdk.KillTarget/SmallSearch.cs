using Microsoft.Extensions.DependencyInjection;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.KillTarget;

/// <summary>The flights of <see cref="SmallPipeline"/>, with a search of the settings of two learners.</summary>
public static class SmallSearch
{
    public static Pipeline Build(string csv, int seed = 1) => new PipelineBuilder("search")
        .Ingest(Source.Csv<SmallPipeline.Flight>(csv), profile: false)
        .Stage("flights", stage => stage.SplitByHash(f => f.Id, test: 0.3))
        .Train(learn => learn
            .Binary(label: f => f.Late)
            .Features(f => new { Distance = Feature.Standardize(f.Distance), Carrier = Feature.Vocabulary(f.Carrier, size: 2) })
            .Try(Learner.FastTree(trees: 5), Learner.Linear())
            .Tune(trials: 8, tune => tune
                .Search<FastTreeLearner>(trees => trees.Between(t => t.Leaves, 2, 30, logarithmic: true).Between(t => t.LearningRate, 0.05, 0.5))
                .Batch(3))
            .WithSeed(seed))
        .Build();

    /// <summary>The services of the small pipeline; each training that has ended adds a line to <see cref="TrainingsOf"/>.</summary>
    public static IServiceCollection CreateServices(string root, Action<IServiceCollection>? configure = null) => SmallPipeline.CreateServices(root, services =>
    {
        ServiceDescriptor trainer = services.Last(service => service.ServiceType == typeof(ITrainer));
        services.Remove(trainer);
        services.AddKeyedSingleton<ITrainer>(trainer.ServiceKey, (provider, _) => new CountingTrainer(
            (ITrainer)ActivatorUtilities.CreateInstance(provider, trainer.KeyedImplementationType!), TrainingsOf(root)));
        configure?.Invoke(services);
    });

    /// <summary>The file that has a line for each training that has ended, in whatever process.</summary>
    public static string TrainingsOf(string root) => Path.Combine(root, "trainings.txt");
}
