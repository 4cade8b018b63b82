using System;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Model;
using Microsoft.CodeAnalysis;

namespace FusedOpt.Generator.Frontend;

/// <summary>Remembers optimized classes.</summary>
/// <inheritdoc/>
internal sealed class TargetMemo(Func<INamedTypeSymbol, Compilation, bool, Fingerprint?> keyOf)
    : ClassMemo<TargetModel>(keyOf, TargetReader.Read)
{
    /// <summary>Creates an empty memo.</summary>
    public TargetMemo()
        : this(static (type, compilation, omitsGenerated) => ProjectOutline.Of(compilation, omitsGenerated).Find(type))
    {
    }

    /// <summary>The memo that the generator fills, and that the analyzer of the same assembly looks into.</summary>
    public static TargetMemo Shared { get; } = new();
}
