namespace MlOps.Sdk.Registry;

/// <summary>What was decided about a version; whether it is live is said by the alias <see cref="ModelAlias.Champion"/>.</summary>
public enum VersionState
{
    /// <summary>It is registered; nobody was asked.</summary>
    Registered,

    /// <summary>It may become the champion, and waits for a person's approval.</summary>
    Waiting,

    /// <summary>A person has made it the champion.</summary>
    Approved,

    /// <summary>A person doesn't want it; no run makes it the champion.</summary>
    Rejected,

    /// <summary>A person has put another version in its place; no run makes it the champion again.</summary>
    Withdrawn,
}
