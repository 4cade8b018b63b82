using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace FusedOpt.GeneratorBenchmark;

/// <summary>What Roslyn itself needs: finds the same classes and adds the same files, but reads and compiles nothing.</summary>
/// <param name="files">The files by the name of their class.</param>
internal sealed class FloorGenerator(IReadOnlyDictionary<string, SourceText> files) : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context) => context.RegisterSourceOutput(
        context.SyntaxProvider.ForAttributeWithMetadataName("FusedOpt.OptimizeAttribute", (_, _) => true, (target, _) => target.TargetSymbol.MetadataName),
        (output, name) => output.AddSource(name + ".g.cs", files[name]));
}
