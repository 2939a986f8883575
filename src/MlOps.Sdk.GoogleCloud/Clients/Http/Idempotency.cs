namespace MlOps.Sdk.Clients;

/// <summary>Whether a call may be made twice, which decides what is tried again.</summary>
internal enum Idempotency
{
    /// <summary>Making it twice has the effect of making it once: everything that passes is tried again.</summary>
    Always,

    /// <summary>
    /// A second call is refused if the first had its effect, by a precondition or by an id of ours: everything that passes is tried again, and the caller
    /// looks, after a 409 or 412 with <see cref="GoogleCloudException.MayHaveTakenEffect"/>, whether it was the first call that did it.
    /// </summary>
    Conditional,

    /// <summary>A second call would have a second effect: only what surely had none is tried again.</summary>
    Never,
}
