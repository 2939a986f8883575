namespace MlOps.Sdk.Algebra.Dialects;

/// <summary>A transform of a Beam YAML pipeline.</summary>
/// <param name="Type">Such as <c>MapToFields</c>.</param>
/// <param name="Name">A unique name, by which others refer to it.</param>
/// <param name="Input">Null, a name, a list of names, or names by alias.</param>
/// <param name="Config">Its settings; values are texts, lists, nested settings, <see cref="BeamCode"/>.</param>
internal sealed record BeamTransform(string Type, string Name, object? Input, BeamConfig Config);

/// <summary>Settings in their order.</summary>
internal sealed class BeamConfig : List<KeyValuePair<string, object>>
{
    public void Add(string key, object value) => Add(KeyValuePair.Create(key, value));
}

/// <summary>Lines of Python, which stand as a block.</summary>
internal sealed record BeamCode(string Text);
