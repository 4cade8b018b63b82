using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace FusedOpt.GeneratorBenchmark;

/// <summary>A generator that finds the same classes and adds the same files, but reads and compiles nothing: Roslyn's own cost.</summary>
/// <param name="files">The files by the name of their class.</param>
/// <param name="kernels">The files of kernels, which classes share, by their names.</param>
internal sealed class FloorGenerator(IReadOnlyDictionary<string, SourceText> files, IReadOnlyDictionary<string, SourceText> kernels)
    : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<string> names = context.SyntaxProvider.ForAttributeWithMetadataName(
            "FusedOpt.OptimizeAttribute",
            (_, _) => true,
            (target, _) => target.TargetSymbol.MetadataName);
        context.RegisterSourceOutput(names, (output, name) => output.AddSource(name + ".g.cs", files[name]));
        IncrementalValuesProvider<string> kernelNames = names.Collect().SelectMany((_, _) => kernels.Keys);
        context.RegisterSourceOutput(kernelNames, (output, name) => output.AddSource(name, kernels[name]));
    }
}
