namespace MlOps.Sdk.Clients;

/// <summary>What went wrong, by Google's codes.</summary>
/// <param name="Code">The code of <c>google.rpc.Code</c>, such as 3 for an invalid argument.</param>
/// <param name="Message">What went wrong, in the service's words.</param>
public sealed record VertexStatus(int Code, string? Message);
