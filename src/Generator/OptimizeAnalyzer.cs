using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using FusedOpt.Generator.Diagnostics;
using FusedOpt.Generator.Frontend;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FusedOpt.Generator;

/// <summary>Runs the generator's frontend and reports what it finds wrong.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OptimizeAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        Descriptors.NotPartial,
        Descriptors.WrongKind,
        Descriptors.NoParameter,
        Descriptors.ReadOnlyParameter,
        Descriptors.VolatileParameter,
        Descriptors.UnsupportedType,
        Descriptors.UnknownHyperparameter,
        Descriptors.HyperparameterOutOfRange,
        Descriptors.MemberCollision,
        Descriptors.ParameterCollision,
        Descriptors.ImplementationCollision,
        Descriptors.SeveralOptimizers,
        Descriptors.NoRule,
        Descriptors.RuleSignature,
        Descriptors.UnsupportedConstruct,
        Descriptors.IncompatibleRule,
        Descriptors.HyperparameterType,
        Descriptors.ParameterShape,
        Descriptors.OwnedParameter,
        Descriptors.InheritedLearningRate,
        Descriptors.ModelInProperty,
        Descriptors.SeveralEvaluations,
        Descriptors.GuardedGradients,
        Descriptors.SparseGradient,
        Descriptors.Schedule,
        Descriptors.Prune,
        Descriptors.SummedGradients,
        Descriptors.NotOptimized,
        Descriptors.LanguageVersion,
        Descriptors.NoRuntime,
    ];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            // What is wrong with the project is reported once, at the first type that it concerns.
            var first = new Lazy<INamedTypeSymbol?>(() => ProjectReader.FirstRefused(start.Compilation, start.CancellationToken));
            start.RegisterSymbolAction(symbol => Analyze(symbol, first), SymbolKind.NamedType);
        });
    }

    private static void Analyze(SymbolAnalysisContext context, Lazy<INamedTypeSymbol?> firstRefused)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        var diagnostics = new DiagnosticBag(context.ReportDiagnostic);
        if (ProjectReader.Refuses(type, context.Compilation, new DiagnosticBag()))
        {
            if (SymbolEqualityComparer.Default.Equals(type, firstRefused.Value))
                ProjectReader.Refuses(type, context.Compilation, diagnostics);
            return;
        }

        foreach (RuleForm form in RuleForm.All.Where(f => type.Attribute(f.Attribute) is not null))
            RuleReader.Read(type, form, context.Compilation, diagnostics, context.CancellationToken);
        if (type.Attribute(Names.Optimize) is null && type.GetAttributes().FirstOrDefault(a => Names.OfSteps.Any(a.AttributeClass.Is)) is { } idle)
            diagnostics.Add(Descriptors.NotOptimized, idle.ApplicationSyntaxReference?.GetSyntax(context.CancellationToken).GetLocation(), idle.AttributeClass!.Name.Replace("Attribute", ""), type.Name);
        if (type.Attribute(Names.Optimize) is { } optimize
            && TargetReader.Read(type, context.Compilation, diagnostics, context.CancellationToken) is { Rule: not null } target)
        {
            (AttributeData Attribute, RuleForm Form)[] uses = [(optimize, RuleForm.Rule), .. RuleForm.StagesOf(type)];
            if (target.Stages.Count < uses.Length - 1)
                return;
            if (StagedRule.Of(target) is not { } rule)
            {
                (AttributeData use, RuleForm form) = uses[StagedRule.Unreadable(target)];
                diagnostics.Add(Descriptors.NoRule, RuleLocator.LocationOf(use, context.CancellationToken), RuleLocator.NoRule(use.ConstructorArguments[0].Value ?? "null", form));
                return;
            }

            CollisionReader.ReportModes(type, context.Compilation, target.OwnModes, diagnostics);

            TargetBinding binding = TargetBinding.Of(rule, target);
            Report(type, optimize, binding.Class.Problems);
            for (int i = 0; i < target.Parameters.Count; i++)
            {
                ISymbol member = type.GetMembers(target.Parameters[i].Name)[0];
                Report(member, member.Attribute(Names.Parameter), binding.Parameters[i].Problems);
            }
        }

        void Report(ISymbol symbol, AttributeData? attribute, IEnumerable<BindingProblem> problems)
        {
            foreach (BindingProblem problem in problems)
            {
                // What a class sets where it asks for a stage stands there; all else that is wrong with a parameter stands at it.
                Location? location = problem.Stage >= 0 && ReferenceEquals(symbol, type)
                    ? ArgumentReader.LocationOf(RuleForm.StagesOf(type).ElementAt(problem.Stage).Attribute, problem.Argument, context.CancellationToken)
                    : ArgumentReader.LocationOf(symbol, attribute, problem.Argument, context.CancellationToken);
                diagnostics.Add(problem.Descriptor, location, [.. problem.Details]);
            }
        }
    }
}
