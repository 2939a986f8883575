namespace MlOps.Sdk.Clients;

/// <summary>How far a copy has come, as the service writes it.</summary>
internal sealed record WireRewrite(bool Done, string? RewriteToken, WireObject? Resource);
