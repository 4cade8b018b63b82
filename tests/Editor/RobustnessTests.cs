using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FusedOpt.CodeFixes.Fixes;
using FusedOpt.Editor.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace FusedOpt.Editor.Tests;

/// <summary>No fix throws, wherever a diagnostic stands and however broken the source is.</summary>
public class RobustnessTests
{
    private const string Source = """
        using System;
        using FusedOpt;
        namespace @namespace;
        [Optimize(Adm, LearningRat = 0.1, lr: 2), Hyperparameter("bta1", 0.5), Transform(typeof(X), MaxNrm = 1)]
        public class @class<Step>(int LearningRate) : Base<int>, IOptimizable where Step : new()
        {
            /// <summary>A field.</summary>
            [Parameter(WeigthDecay = 0), Obsolete] private float _a = 1, _b; float @event = 2f;
            [Parameter(N * 2)] public readonly double[] Weights = new double[N * 2]; const int N = 3;
            public float Scale { get; set; } = 1.5f; Part Part { get; init; } = new();
            [Parameter(2, N)] public partial Span<float> Owned { get; }
            public @class(float Scale) : this((int)Scale) => this.Scale = Scale; partial @class();
            void IOptimizable.Step() { Weights[0] = Scale++; foreach (double w in Weights) { ref float r = ref _a; } }
            record struct Inner(float X = 1, params int[] Y) { public float Z { get; } = 1; }
        }
        """;

    private static readonly CodeFixProvider[] Fixes = Create<CodeFixProvider>();
    private static readonly CodeRefactoringProvider[] Refactorings = Create<CodeRefactoringProvider>();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task NoneThrowsWhereATokenIsMissing(int part)
    {
        SyntaxToken[] tokens = [.. CSharpSyntaxTree.ParseText(Source).GetRoot().DescendantTokens()];
        int applied = 0;
        for (int i = part; i < tokens.Length; i += 16)
        {
            string broken = i < 4 ? Source : Source.Remove(tokens[i].SpanStart, tokens[i].Span.Length);
            applied += await Run(broken, step: 3);
        }

        Assert.True(applied > 50, $"{applied} fixes were applied.");
    }

    private static T[] Create<T>() => [.. typeof(MakePartialFix).Assembly.GetTypes()
        .Where(t => t.IsSubclassOf(typeof(T)) && !t.IsAbstract)
        .Select(t => (T)Activator.CreateInstance(t)!)];

    private static async Task<int> Run(string source, int step)
    {
        using var workspace = new AdhocWorkspace();
        Document document = workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(),
            VersionStamp.Default,
            "Project",
            "Project",
            LanguageNames.CSharp,
            compilationOptions: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary),
            parseOptions: new CSharpParseOptions(LanguageVersion.CSharp13),
            metadataReferences: References.All)).AddDocument("Source.cs", source);
        SyntaxNode root = (await document.GetSyntaxRootAsync())!;
        var seen = new HashSet<string>();
        SyntaxNode[] nodes = [.. root.DescendantNodes()];
        for (int i = 0; i < nodes.Length; i += step)
        {
            var actions = new List<CodeAction>();
            foreach (CodeFixProvider fix in Fixes)
            {
                foreach (string id in fix.FixableDiagnosticIds)
                {
                    var descriptor = new DiagnosticDescriptor(id, "", "'{0}'", "", DiagnosticSeverity.Error, isEnabledByDefault: true);
                    ImmutableDictionary<string, string?> properties = ImmutableDictionary<string, string?>.Empty.Add("Nearest", "Beta1");
                    var diagnostic = Diagnostic.Create(descriptor, nodes[i].GetLocation(), properties, nodes[i].ToString());
                    await fix.RegisterCodeFixesAsync(new(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));
                }
            }

            foreach (CodeRefactoringProvider refactoring in Refactorings)
                await refactoring.ComputeRefactoringsAsync(new(document, nodes[i].Span, actions.Add, CancellationToken.None));
            foreach (CodeAction action in actions.Where(a => seen.Add(a.Title)))
                Assert.NotEmpty(await action.GetOperationsAsync(CancellationToken.None));
        }

        return seen.Count;
    }
}
