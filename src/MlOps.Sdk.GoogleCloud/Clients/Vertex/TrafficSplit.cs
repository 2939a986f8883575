namespace MlOps.Sdk.Clients;

/// <summary>Arithmetic of traffic splits: percents by deployment that sum to 100.</summary>
public static class TrafficSplit
{
    /// <summary>Gives one deployment a share; the others keep their proportions in the rest, as Google's own client for Python rounds.</summary>
    /// <param name="split">The split now.</param>
    /// <param name="deployedModelId">The deployment, which may be new.</param>
    /// <param name="percent">Its share, 0 to 100.</param>
    /// <exception cref="ArgumentException">There is no other deployment to take the rest.</exception>
    public static IReadOnlyDictionary<string, int> WithShare(IReadOnlyDictionary<string, int> split, string deployedModelId, int percent)
    {
        ArgumentNullException.ThrowIfNull(split);
        ArgumentException.ThrowIfNullOrEmpty(deployedModelId);
        ArgumentOutOfRangeException.ThrowIfNegative(percent);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(percent, 100);
        int rest = 100 - percent;
        KeyValuePair<string, int>[] others = [.. split.Where(share => share.Key != deployedModelId && share.Value > 0)
            .OrderBy(share => share.Key.Length).ThenBy(share => share.Key, StringComparer.Ordinal)];
        if (rest > 0 && others.Length == 0)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"{percent} % for deployment {deployedModelId} leaves {rest} % to nobody: no other deployment has traffic; give it 100 %."),
                nameof(percent));
        }

        Dictionary<string, int> shares = new(StringComparer.Ordinal);
        if (rest > 0)
        {
            // The others may have less than 100 together: the deployment itself had the rest.
            int had = others.Sum(share => share.Value);
            foreach ((string id, int share) in others)
                shares[id] = share * rest / had;
            int missing = rest - shares.Values.Sum();
            foreach ((string id, _) in others.Take(missing))
                shares[id]++;
        }

        shares[deployedModelId] = percent;
        return shares;
    }

    /// <summary>Takes a deployment's share away; the others get it in their proportions. Null if it has none, or no other has any.</summary>
    internal static IReadOnlyDictionary<string, int>? Without(IReadOnlyDictionary<string, int> split, string deployedModelId)
    {
        if (split.GetValueOrDefault(deployedModelId) == 0 || split.All(share => share.Key == deployedModelId || share.Value == 0))
            return null;
        Dictionary<string, int> rest = new(WithShare(split, deployedModelId, 0), StringComparer.Ordinal);
        rest.Remove(deployedModelId);
        return rest;
    }

    /// <summary>Whether two splits give everybody the same; a share of nothing is no share.</summary>
    internal static bool AreEqual(IReadOnlyDictionary<string, int> one, IReadOnlyDictionary<string, int> other) =>
        one.Keys.Concat(other.Keys).All(id => one.GetValueOrDefault(id) == other.GetValueOrDefault(id));
}
