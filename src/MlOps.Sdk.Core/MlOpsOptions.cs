namespace MlOps.Sdk;

/// <summary>What holds for every run of the application; bound from the configuration section <c>MlOps</c>.</summary>
public sealed class MlOpsOptions
{
    /// <summary>The platform that stages run on unless the pipeline says otherwise; <c>Local</c> by default.</summary>
    public string Platform { get; set; } = Platforms.Local;

    /// <summary>The folder for artifacts, runs, models and endpoints, relative to the working directory; <c>.mlops</c> by default.</summary>
    public string Root { get; set; } = ".mlops";

    /// <summary>
    /// The most bytes that a query of a warehouse may read, where that costs money; a plan that would read more has a problem, and a query that would is
    /// refused before it costs anything. Null, the default, for no bound.
    /// </summary>
    public long? ByteBudget { get; set; }

    /// <summary>How many stages may run at the same time, 1 to 1024; the number of processors by default.</summary>
    public int Parallelism { get; set; } = Environment.ProcessorCount;
}
