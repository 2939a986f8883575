using System.Buffers.Binary;
using System.Text;

namespace MlOps.Sdk.Training;

/// <summary>A file of XGBoost's binary format (<c>model.bst</c>), which BigQuery ML exports.</summary>
/// <remarks>
/// The layout is that of <c>LearnerModelParamLegacy</c>, <c>GBTreeModelParam</c>, <c>TreeParam</c> and <c>RegTree::Node</c> in XGBoost 0.8 to 1.7: structs
/// as they lie in the memory of a little-endian machine, lists and texts with their length in 64 bits before them.
/// </remarks>
internal sealed class BoosterFile
{
    // What a damaged file may claim is held against what the file has before memory is taken.
    private const int LearnerBytes = 136;
    private const int ModelBytes = 160;
    private const int TreeBytes = 148;
    private const int NodeBytes = 20;
    private const int StatisticsBytes = 16;

    private readonly byte[] _bytes;
    private int _position;

    private BoosterFile(byte[] bytes) => _bytes = bytes;

    /// <summary>What every score starts from; see <see cref="IsMargin"/>.</summary>
    public float BaseScore { get; private set; }

    /// <summary>Whether <see cref="BaseScore"/> is a raw sum; since version 1.0 it is a probability if the objective predicts one.</summary>
    public bool IsMargin { get; private set; }

    /// <summary>How many columns it was trained on.</summary>
    public int Columns { get; private set; }

    /// <summary>How many scores it gives for a row: one for each class, or one.</summary>
    public int Groups { get; private set; }

    /// <summary>The objective, such as <c>multi:softprob</c>.</summary>
    public string Objective { get; private set; } = "";

    public List<BoosterTree> Trees { get; } = [];

    /// <exception cref="InvalidDataException">It is no such file, or not whole.</exception>
    public static BoosterFile Read(byte[] bytes)
    {
        BoosterFile file = new(bytes);
        file.Read();
        return file;
    }

    private void Read()
    {
        // Some versions begin with these four letters.
        if (_bytes.AsSpan().StartsWith("binf"u8))
            _position = 4;
        ReadOnlySpan<byte> learner = Take(LearnerBytes);
        BaseScore = BinaryPrimitives.ReadSingleLittleEndian(learner);
        Columns = Int32(learner, 4);
        Groups = Math.Max(1, Int32(learner, 8));
        IsMargin = Int32(learner, 20) < 1;
        Objective = Text();
        string booster = Text();
        if (booster != "gbtree")
            throw new InvalidDataException($"it holds a booster of the kind '{booster}', not 'gbtree'");

        ReadOnlySpan<byte> model = Take(ModelBytes);
        int trees = Length(Int32(model, 0), TreeBytes, "trees");
        for (int tree = 0; tree < trees; tree++)
            Trees.Add(Tree());
        foreach (BoosterTree tree in Trees)
        {
            tree.Group = Int32(Take(sizeof(int)), 0);
            if (tree.Group < 0 || tree.Group >= Groups)
                throw new InvalidDataException($"a tree adds to the score {tree.Group}, and there are {Groups}");
        }
    }

    private BoosterTree Tree()
    {
        ReadOnlySpan<byte> parameters = Take(TreeBytes);
        int count = Length(Int32(parameters, 4), NodeBytes + StatisticsBytes, "nodes");
        if (Int32(parameters, 20) != 0)
            throw new InvalidDataException("its leaves hold several values");
        BoosterNode[] nodes = new BoosterNode[count];
        for (int index = 0; index < count; index++)
        {
            ReadOnlySpan<byte> node = Take(NodeBytes);
            uint column = BinaryPrimitives.ReadUInt32LittleEndian(node[12..]);
            nodes[index] = new BoosterNode(Int32(node, 4), Int32(node, 8), (int)(column & int.MaxValue), column >> 31 == 1, BinaryPrimitives.ReadSingleLittleEndian(node[16..]));
        }

        _ = Take(count * StatisticsBytes);
        return new BoosterTree(nodes);
    }

    private string Text()
    {
        long length = BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));
        return Encoding.UTF8.GetString(Take(Length(length, 1, "letters")));
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > _bytes.Length - _position)
            throw new InvalidDataException($"it ends after {_bytes.Length} bytes, in the middle of what it says it holds");
        _position += length;
        return _bytes.AsSpan(_position - length, length);
    }

    private int Length(long count, int bytesOfEach, string what) => count >= 0 && count <= (_bytes.Length - _position) / bytesOfEach
        ? (int)count
        : throw new InvalidDataException($"it says that it holds {count} {what}, which its {_bytes.Length} bytes can't");

    private static int Int32(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadInt32LittleEndian(bytes[offset..]);
}
