using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Frontend;

/// <summary>Remembers the methods on one example of optimized classes.</summary>
internal static class NetworkMemo
{
    /// <summary>The memo that the generator fills.</summary>
    public static ClassMemo<NetworkModel> Shared { get; } = new(
        static (type, compilation, omitsGenerated) => ProjectOutline.Of(compilation, omitsGenerated).Find(type), NetworkReader.Read);
}
