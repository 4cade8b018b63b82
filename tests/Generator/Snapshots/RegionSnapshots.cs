using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using FusedOpt.Generator.Backends.CSharp.Kernels;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace FusedOpt.Generator.Tests.Snapshots;

/// <summary>The generated classes of regions and of their gradients.</summary>
public class RegionSnapshots
{
    [Fact]
    public Task Softmax() => Verify(RegionSketch.Softmax(ElementType.Single));

    [Fact]
    public Task LayerNorm() => Verify(RegionSketch.LayerNorm(ElementType.Single));

    [Fact]
    public Task Gelu() => Verify(RegionSketch.Gelu(ElementType.Double));

    [Fact]
    public Task SquaredError() => Verify(RegionSketch.SquaredError(ElementType.Single));

    private static Task Verify(Program region, [CallerMemberName] string method = "")
    {
        Program gradient = RegionSketch.Gradient(region);
        var files = new Files(RegionAssembly.File(region, region.Name), RegionAssembly.File(gradient, gradient.Name));
        GeneratorDriver driver = CSharpGeneratorDriver.Create([files.AsSourceGenerator()], parseOptions: Testbed.CSharp13);
        return VerifyXunit.Verifier.Verify(driver.RunGenerators(Testbed.Compile("")), method: method);
    }

    private sealed class Files(params KernelFile[] files) : IIncrementalGenerator
    {
        public void Initialize(IncrementalGeneratorInitializationContext context) =>
            context.RegisterPostInitializationOutput(c => files.ToList().ForEach(f => c.AddSource(f.Name + ".g.cs", f.Text)));
    }
}
