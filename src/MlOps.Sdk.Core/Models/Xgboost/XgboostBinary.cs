using System.Buffers.Binary;
using System.Text;

namespace MlOps.Sdk.Models;

/// <summary>Reads XGBoost's binary format.</summary>
/// <remarks>
/// The layout is that of <c>LearnerModelParamLegacy</c>, <c>GBTreeModelParam</c>, <c>TreeParam</c> and <c>RegTree::Node</c> in XGBoost 0.8 to 2.0: structs
/// as they lie in the memory of a little-endian machine, lists and texts with their length in 64 bits before them.
/// </remarks>
internal sealed class XgboostBinary
{
    private const int LearnerBytes = 136;
    private const int ModelBytes = 160;
    private const int TreeBytes = 148;
    private const int NodeBytes = 20;
    private const int StatisticsBytes = 16;

    private readonly byte[] _bytes;
    private int _position;

    private XgboostBinary(byte[] bytes) => _bytes = bytes;

    public static XgboostModel Read(byte[] bytes) => new XgboostBinary(bytes).Read();

    private XgboostModel Read()
    {
        // Some versions begin with these four letters.
        if (_bytes.AsSpan().StartsWith("binf"u8))
            _position = 4;
        ReadOnlySpan<byte> learner = Take(LearnerBytes);
        XgboostModel model = new()
        {
            BaseScore = BinaryPrimitives.ReadSingleLittleEndian(learner),
            FeatureCount = Int32(learner, 4),
            ScoreCount = Math.Max(1, Int32(learner, 8)),
            IsMargin = Int32(learner, 20) < 1,
            Objective = Text(),
        };
        bool hasWeights = XgboostModel.HasWeights(Text());
        int count = Length(Int32(Take(ModelBytes), 0), TreeBytes, "trees");
        for (int tree = 0; tree < count; tree++)
            model.Trees.Add(Tree());
        foreach (XgboostTree tree in model.Trees)
            tree.Score = Int32(Take(sizeof(int)), 0);
        if (hasWeights && count > 0)
        {
            if (BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long))) != count)
                throw new InvalidDataException("it has not a weight for each tree");
            foreach (XgboostTree tree in model.Trees)
                tree.Weight = BinaryPrimitives.ReadSingleLittleEndian(Take(sizeof(float)));
        }

        return model;
    }

    private XgboostTree Tree()
    {
        ReadOnlySpan<byte> parameters = Take(TreeBytes);
        int count = Length(Int32(parameters, 4), NodeBytes + StatisticsBytes, "nodes");
        if (Int32(parameters, 20) > 1)
            throw new InvalidDataException("its leaves hold several values");
        XgboostNode[] nodes = new XgboostNode[count];
        for (int index = 0; index < count; index++)
        {
            ReadOnlySpan<byte> node = Take(NodeBytes);
            uint column = BinaryPrimitives.ReadUInt32LittleEndian(node[12..]);
            nodes[index] = new XgboostNode(Int32(node, 4), Int32(node, 8), (int)(column & int.MaxValue), column >> 31 == 1, BinaryPrimitives.ReadSingleLittleEndian(node[16..]));
        }

        _ = Take(count * StatisticsBytes);
        return new XgboostTree(nodes);
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

    // What a damaged file claims is held against what the file has, before memory is taken.
    private int Length(long count, int bytesOfEach, string what) => count >= 0 && count <= (_bytes.Length - _position) / bytesOfEach
        ? (int)count
        : throw new InvalidDataException($"it says that it holds {count} {what}, which its {_bytes.Length} bytes can't");

    private static int Int32(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadInt32LittleEndian(bytes[offset..]);
}
