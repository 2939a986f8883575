namespace MlOps.Sdk.Algebra.Patterns;

/// <summary>Whether a repetition can match a text in more than one way, as (a+)+ and (a|a)* do: each more character then doubles what backtracking tries.</summary>
/// <remarks>
/// Glushkov's automaton has a state for each character of the pattern. Its paths are ambiguous without bound if there is an edge twice, or a state from
/// which two different paths over the same text lead back to it (Weber and Seidl, 1991).
/// </remarks>
internal sealed class RegexAmbiguity
{
    // Beyond, the search takes long; such a pattern counts as ambiguous.
    private const int MostStates = 120;

    private readonly List<RegexSet> _states = [];
    private readonly List<HashSet<int>> _next = [];
    private bool _hasEdgeTwice;

    private RegexAmbiguity()
    {
    }

    public static bool IsExponential(RegexNode root)
    {
        RegexAmbiguity automaton = new();
        automaton.Add(root);
        return automaton._hasEdgeTwice || automaton.HasTwoWaysBack();
    }

    private Ends Add(RegexNode node)
    {
        switch (node)
        {
            case RegexSet set:
                _states.Add(set);
                _next.Add([]);
                return new(false, [_states.Count - 1], [_states.Count - 1]);
            case RegexGroup group:
                return Add(group.Part);
            case RegexChoice choice:
                Ends[] options = [.. choice.Options.Select(Add)];
                return new(options.Any(option => option.IsEmpty), [.. options.SelectMany(option => option.First)], [.. options.SelectMany(option => option.Last)]);
            case RegexSequence sequence:
                return sequence.Parts.Aggregate(new Ends(true, [], []), (ends, part) => Follow(ends, Add(part)));
            case RegexRepeat repeat:
                return Repeat(repeat);
            default:
                return new(true, [], []);
        }
    }

    // So many times exactly is written out; any range of times counts as any number.
    private Ends Repeat(RegexRepeat repeat)
    {
        if (repeat.From == repeat.To)
            return Enumerable.Range(0, repeat.From).Aggregate(new Ends(true, [], []), (ends, _) => Follow(ends, Add(repeat.Part)));
        Ends part = Add(repeat.Part);
        if (repeat.To != 1)
            Link(part.Last, part.First);
        return part with { IsEmpty = repeat.From == 0 };
    }

    private Ends Follow(Ends left, Ends right)
    {
        Link(left.Last, right.First);
        return new(
            left.IsEmpty && right.IsEmpty,
            left.IsEmpty ? [.. left.First, .. right.First] : left.First,
            right.IsEmpty ? [.. left.Last, .. right.Last] : right.Last);
    }

    private void Link(int[] from, int[] to)
    {
        foreach (int state in from)
        {
            foreach (int next in to)
                _hasEdgeTwice |= !_next[state].Add(next);
        }
    }

    private bool HasTwoWaysBack()
    {
        int[] cyclic = [.. Enumerable.Range(0, _states.Count).Where(state => Reached([state], current => _next[current]).Contains(state))];
        if (cyclic.Length > MostStates)
            return true;
        return cyclic.Any(state => Reached([(Left: state, Right: state)], Pairs).Any(pair => pair.Left != pair.Right && Reached([pair], Pairs).Contains((state, state))));
    }

    private IEnumerable<(int Left, int Right)> Pairs((int Left, int Right) pair) =>
        from left in _next[pair.Left]
        from right in _next[pair.Right]
        where left == right || _states[left].Overlaps(_states[right])
        select (left, right);

    // All that can be reached by at least one step.
    private static HashSet<T> Reached<T>(IEnumerable<T> from, Func<T, IEnumerable<T>> next)
    {
        HashSet<T> reached = [];
        Queue<T> open = new(from);
        while (open.TryDequeue(out T? current))
        {
            foreach (T other in next(current).Where(reached.Add))
                open.Enqueue(other);
        }

        return reached;
    }

    private sealed record Ends(bool IsEmpty, int[] First, int[] Last);
}
