namespace MlOps.Sdk.Models;

/// <summary>Collects what is wrong with instances, up to a limit.</summary>
/// <param name="limit">How many errors to keep; reading stops when as many were found.</param>
public sealed class InstanceErrors(int limit = 20)
{
    private readonly List<InstanceError> _items = [];

    /// <summary>The errors, in the order in which they were found.</summary>
    public IReadOnlyList<InstanceError> Items => _items;

    /// <summary>How many errors there are.</summary>
    public int Count => _items.Count;

    /// <summary>Whether the limit is reached; what follows was not read.</summary>
    public bool IsFull => _items.Count >= limit;

    /// <summary>Adds an error unless the limit is reached.</summary>
    public void Add(string path, string message)
    {
        if (!IsFull)
            _items.Add(new InstanceError(path, message));
    }

    /// <summary>Forgets the errors.</summary>
    public void Clear() => _items.Clear();
}
