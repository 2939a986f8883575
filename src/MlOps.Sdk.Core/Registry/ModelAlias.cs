namespace MlOps.Sdk.Registry;

/// <summary>A name that moves between the versions of a model, which never change.</summary>
public enum ModelAlias
{
    /// <summary>The version that is to be live, and that others must beat.</summary>
    Champion,

    /// <summary>The version that was registered last without becoming the champion: it lost, or waits for a person's approval.</summary>
    Challenger,
}
