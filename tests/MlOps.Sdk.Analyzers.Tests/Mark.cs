using System.Text;

namespace MlOps.Sdk.Analyzers.Tests;

/// <summary>A part of a program, written <c>{|ID:part|}</c>, that a diagnostic is expected for.</summary>
internal sealed record Mark(string Id, int Start, int Length)
{
    /// <summary>The program without the marks, and the marks.</summary>
    public static (string Code, IReadOnlyList<Mark> Marks) Take(string marked)
    {
        StringBuilder code = new();
        List<Mark> marks = [];
        Stack<(string Id, int Start)> open = new();
        for (int i = 0; i < marked.Length; i++)
        {
            if (marked.AsSpan(i).StartsWith("{|"))
            {
                int colon = marked.IndexOf(':', i);
                open.Push((marked[(i + 2)..colon], code.Length));
                i = colon;
            }
            else if (marked.AsSpan(i).StartsWith("|}"))
            {
                (string id, int start) = open.Pop();
                marks.Add(new(id, start, code.Length - start));
                i++;
            }
            else
            {
                code.Append(marked[i]);
            }
        }

        return (code.ToString(), marks);
    }
}
