using System.Threading;

namespace FusedOpt;

/// <summary>What holds models while they are stepped: it belongs to the model that is stepped as a whole.</summary>
internal sealed class WalkHolder
{
    private long _walk;

    /// <summary>The holder of a model that is just being taken hold of.</summary>
    public static WalkHolder Somebody { get; } = new();

    /// <summary>The number of the walk that is under way; 0 if none is.</summary>
    public long Walk
    {
        get => Volatile.Read(ref _walk);
        set => Volatile.Write(ref _walk, value);
    }
}
