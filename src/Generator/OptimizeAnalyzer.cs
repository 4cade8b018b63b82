using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using FusedOpt.Generator.Diagnostics;
using FusedOpt.Generator.Frontend;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Lowering;
using FusedOpt.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FusedOpt.Generator;

/// <summary>Runs the generator's frontend and reports the errors that it finds.</summary>
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
        Descriptors.GeneratorFailure,
        Descriptors.PrivateParameter,
        Descriptors.IdleAttribute,
        Descriptors.UnmarkedDerived,
        Descriptors.NumberInProperty,
        Descriptors.HiddenHooks,
        Descriptors.CheckpointName,
        Descriptors.LanguageVersion,
        Descriptors.NoRuntime,
        Descriptors.LossSignature,
        Descriptors.LossShape,
        Descriptors.UnreadParameter,
    ];

    private readonly ClassReader<TargetModel> _readTarget;
    private readonly RuleClassReader _readRule;
    private readonly TargetMemo? _memo;

    /// <summary>Creates the analyzer.</summary>
    public OptimizeAnalyzer()
        : this(TargetReader.Read, RuleReader.Read, TargetMemo.Shared)
    {
    }

    /// <summary>Creates an analyzer of another frontend.</summary>
    /// <param name="readTarget">Reads a class.</param>
    /// <param name="readRule">Reads a rule.</param>
    /// <param name="memo">The models of the classes that the generator has read; null to read each class.</param>
    internal OptimizeAnalyzer(ClassReader<TargetModel> readTarget, RuleClassReader readRule, TargetMemo? memo = null) =>
        (_readTarget, _readRule, _memo) = (readTarget, readRule, memo);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            // An error of the project is reported once, at the first type that it concerns.
            var first = new Lazy<INamedTypeSymbol?>(() => ProjectReader.FirstRefused(start.Compilation, start.CancellationToken));
            start.RegisterSymbolAction(symbol => Analyze(symbol, first), SymbolKind.NamedType);
        });
    }

    private void Analyze(SymbolAnalysisContext context, Lazy<INamedTypeSymbol?> firstRefused)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        var diagnostics = new DiagnosticBag(context.ReportDiagnostic);
        string? failure = Attempt.Run(
            () =>
            {
                Analyze(type, firstRefused, diagnostics, context);
                return Failure(type);
            },
            thrown => thrown);
        if (failure is not null)
            diagnostics.Add(Descriptors.GeneratorFailure, Declarations.NameLocation(type), type.Name, failure);
    }

    // The message that the generator has left in the class if it failed behind the frontend.
    private static string? Failure(INamedTypeSymbol type)
    {
        if (!RuleForm.FindAll(type).Any() && type.Attribute(Names.Optimize) is null)
            return null;
        bool IsFailure(IFieldSymbol field) =>
            field.Name.StartsWith(GeneratedMemberNames.Failure, StringComparison.Ordinal)
            && field.HasConstantValue
            && !Declarations.IsOwn(field);
        return type.GetMembers().OfType<IFieldSymbol>().Where(IsFailure).Select(f => f.ConstantValue as string).FirstOrDefault();
    }

    private void Analyze(
        INamedTypeSymbol type, Lazy<INamedTypeSymbol?> firstRefused, DiagnosticBag diagnostics, SymbolAnalysisContext context)
    {
        if (ProjectReader.Refuses(type, context.Compilation, new DiagnosticBag()))
        {
            if (SymbolEqualityComparer.Default.Equals(type, firstRefused.Value))
                ProjectReader.Refuses(type, context.Compilation, diagnostics);
            return;
        }

        if (RuleForm.FindAll(type).FirstOrDefault() is { } ownForm)
            _readRule(type, ownForm, context.Compilation, diagnostics, context.CancellationToken);
        if (type.Attribute(Names.Optimize) is null)
            IdleReader.Read(type, diagnostics, context.CancellationToken);
        if (InheritedParameters.CanDeclare(type))
            NetworkReader.CheckBase(type, context.Compilation, diagnostics, context.CancellationToken);
        if (type.Attribute(Names.Optimize) is not null)
            NetworkReader.Read(type, context.Compilation, diagnostics, context.CancellationToken);
        if (type.Attribute(Names.Optimize) is { } optimize && Target() is { Rule: not null } target)
        {
            (AttributeData Attribute, RuleForm Form)[] uses = [(optimize, RuleForm.Rule), .. RuleForm.StagesOf(type)];
            if (target.Stages.Count < uses.Length - 1)
                return;
            Verdict verdict = TargetCompiler.Check(target);
            if (verdict.Binding is not { } binding)
            {
                (AttributeData use, RuleForm form) = uses[ComposedRule.Unreadable(target)];
                string name = (use.ConstructorArguments[0].Value as ITypeSymbol)?.Name ?? StageReader.NameOf(use);
                diagnostics.Add(
                    Descriptors.NoRule,
                    RuleLocator.LocationOf(use, context.CancellationToken),
                    RuleLocator.Uncompiled(name, form));
                return;
            }

            CollisionReader.ReportModes(type, context.Compilation, target.OwnModes, diagnostics);

            Report(type, optimize, binding.Class.Problems);
            for (int i = 0; i < target.Parameters.Count; i++)
            {
                ISymbol member = InheritedParameters.Member(type, target.Parameters[i].Name)!;
                Report(member, member.Attribute(Names.Parameter), binding.Parameters[i].Problems);
            }
        }

        TargetModel? Target() =>
            _memo?.FindSilent(type, context.Compilation)
            ?? _readTarget(type, context.Compilation, diagnostics, context.CancellationToken);

        void Report(ISymbol symbol, AttributeData? attribute, IEnumerable<BindingProblem> problems)
        {
            foreach (BindingProblem problem in problems)
            {
                // A problem of an argument for a stage is reported where the class asks for the stage; any other problem at its symbol.
                AttributeData? stage = problem.Stage >= 0 && ReferenceEquals(symbol, type)
                    ? RuleForm.StagesOf(type).ElementAt(problem.Stage).Attribute
                    : null;
                Location? location = stage is null
                    ? ArgumentReader.LocationOf(symbol, attribute, problem.Argument, context.CancellationToken)
                    : ArgumentReader.LocationOf(stage, problem.Argument, context.CancellationToken);

                // A parameter may be declared in another assembly.
                if (location is not { IsInSource: true })
                    location = Declarations.NameLocation(type);
                diagnostics.AddUnknown(problem.Descriptor, location, problem.Nearest, [.. problem.Details]);
            }
        }
    }
}
