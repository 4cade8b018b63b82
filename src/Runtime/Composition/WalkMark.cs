using System.ComponentModel;

namespace FusedOpt;

/// <summary>What a model keeps of the walks that came by.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct WalkMark
{
    private long _prepared;
    private long _done;

    /// <summary>Whether the models within are being prepared: one of them that is this model again makes a cycle.</summary>
    internal bool IsOpen { get; set; }

    /// <summary>Whether the walk comes by for the first time to prepare.</summary>
    internal bool Prepares(ref Walk walk) => Meets(ref _prepared, ref walk);

    /// <summary>Whether the walk comes by for the first time to do what it is for.</summary>
    internal bool Does(ref Walk walk) => Meets(ref _done, ref walk);

    private static bool Meets(ref long last, ref Walk walk)
    {
        if (last == walk.Number)
            return false;
        last = walk.Number;
        return true;
    }
}
