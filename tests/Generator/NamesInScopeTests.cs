using System;
using System.IO;
using System.Linq;
using FusedOpt.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Xunit;

namespace FusedOpt.Generator.Tests;

/// <summary>The names that FusedOpt brings into a file's scope leave the names of other libraries, and one another, alone.</summary>
public class NamesInScopeTests
{
    private const string Line = """
        [Optimize(Adam, LearningRate = 0.05)]
        public partial class Line
        {
            public float Slope;
            public float Intercept;
        }
        """;

    [Fact]
    public void TheReadmesLineSurvivesEveryUsingOfOurs()
    {
        string[] spaces =
        [
            .. new[] { typeof(OptimizeAttribute), typeof(IOptimizable) }.SelectMany(t => t.Assembly.GetExportedTypes())
                .Select(t => t.Namespace!)
                .Distinct(),
        ];
        Assert.Contains("FusedOpt.Rules", spaces);
        string usings = string.Concat(spaces.Select(s => $"using {s};\n"));
        Assert.Empty(Testbed.Problems(Testbed.WithGenerated(Testbed.Compile(usings + Line))));

        // A class in one of these namespaces with the name of an optimizer is what the test sees.
        Assert.Contains(
            Testbed.Problems(
                Testbed.Compile(
                    usings.Replace("using", "using Other; using", StringComparison.Ordinal) + "namespace Other { public class Adam; }\n"
                        + Line)),
            d => d.Id == "CS0229");
    }

    [Fact]
    public void RangesOfRulesAndOfDataAnnotationsStandInOneFile()
    {
        const string Source = """
            using System.ComponentModel.DataAnnotations;
            using FusedOpt;

            public class Settings { [Range(0, 1)] public double Share { get; set; } }

            [UpdateRule]
            public static partial class Own
            {
                public static void Update(ref float parameter, float gradient, [Interval("[0, inf)")] double learningRate = 0.1) => parameter -= (float)learningRate * gradient;
            }
            """;
        Assert.Empty(Testbed.Problems(Testbed.WithGenerated(Testbed.Compile(Source))));
    }

    [Fact]
    public void NoAttributeOfOursHasTheNameOfOneInTheFramework()
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string[] theirs = [.. Directory.GetFiles(framework, "System*.dll").SelectMany(AttributesOf).Distinct()];
        Assert.Contains("RangeAttribute", theirs);
        Assert.Empty(typeof(OptimizeAttribute).Assembly.GetExportedTypes().Select(t => t.Name).Intersect(theirs));
    }

    private static string[] AttributesOf(string path)
    {
        Compilation compilation = Microsoft.CodeAnalysis.CSharp.CSharpCompilation.Create(
            "Names", references: [MetadataReference.CreateFromFile(path)]);
        return compilation.References.Select(compilation.GetAssemblyOrModuleSymbol).OfType<IAssemblySymbol>()
            .SelectMany(a => a.TypeNames).Where(n => n.EndsWith("Attribute", StringComparison.Ordinal)).ToArray();
    }
}
