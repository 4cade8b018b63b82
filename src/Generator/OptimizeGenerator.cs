using System;
using System.Linq;
using System.Text;
using System.Threading;
using FusedOpt.Generator.Backends.CSharp;
using FusedOpt.Generator.Backends.CSharp.Kernels;
using FusedOpt.Generator.Backends.CSharp.Networks;
using FusedOpt.Generator.Diagnostics;
using FusedOpt.Generator.Frontend;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Lowering;
using FusedOpt.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace FusedOpt.Generator;

/// <summary>
/// Reads each attributed class into values and compiles the values that have changed. Reports misspelt arguments alone, which keep
/// analyzers from running: <see cref="OptimizeAnalyzer"/> runs the same frontend for everything else.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class OptimizeGenerator : IIncrementalGenerator
{
    private readonly ClassReader<TargetModel> _readTarget;
    private readonly Func<TargetModel, GeneratedType> _emitTarget;
    private readonly RuleClassReader _readRule;

    /// <summary>Creates the generator.</summary>
    public OptimizeGenerator()
        : this(TargetMemo.Shared.Read, target => CSharpBackend.Emit(TargetCompiler.Compile(target)), RuleReader.Read)
    {
    }

    /// <summary>Creates a generator of other stages.</summary>
    /// <param name="readTarget">Reads a class.</param>
    /// <param name="emitTarget">Compiles and prints a class.</param>
    /// <param name="readRule">Reads a rule.</param>
    internal OptimizeGenerator(
        ClassReader<TargetModel> readTarget, Func<TargetModel, GeneratedType> emitTarget, RuleClassReader readRule) =>
        (_readTarget, _emitTarget, _readRule) = (readTarget, emitTarget, readRule);

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<TargetModel?> targets = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                Names.Optimize,
                static (node, _) => node is TypeDeclarationSyntax,
                (target, cancellation) => ReadTarget(
                    (INamedTypeSymbol)target.TargetSymbol, target.TargetNode, target.SemanticModel.Compilation, cancellation))
            .WithTrackingName(TrackingNames.Targets);

        IncrementalValuesProvider<UnknownArgument> unknown = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                Names.Optimize,
                static (node, _) => node is TypeDeclarationSyntax,
                static (target, cancellation) => Attempt.Run(
                    () => UnknownArgumentReader.Read(
                        target.TargetNode, (INamedTypeSymbol)target.TargetSymbol, target.SemanticModel, cancellation),
                    _ => EquatableArray<UnknownArgument>.Empty))
            .SelectMany(static (found, _) => found)
            .WithTrackingName(TrackingNames.UnknownArguments);
        context.RegisterSourceOutput(
            unknown, static (output, argument) => output.ReportDiagnostic(UnknownArgumentReader.Diagnose(argument)));

        IncrementalValuesProvider<(string Name, GeneratedType Type)> types = targets
            .Where(target => target is not null)
            .Select((target, _) => (target!.Type.HintName, EmitTarget(target)))
            .WithTrackingName(TrackingNames.Types);
        context.RegisterSourceOutput(types, static (output, type) => Add(output, type.Name, type.Type.Text));

        IncrementalValuesProvider<KernelFile> networks = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                Names.Optimize,
                static (node, _) => node is TypeDeclarationSyntax,
                static (target, cancellation) => ReadNetwork(
                    (INamedTypeSymbol)target.TargetSymbol, target.TargetNode, target.SemanticModel.Compilation, cancellation))
            .WithTrackingName(TrackingNames.Networks)
            .Where(static network => network is not null)
            .SelectMany(static (network, _) => EmitNetwork(network!));
        context.RegisterSourceOutput(networks, static (output, file) => Add(output, file.Name, file.Text));

        // Equal kernels are emitted once for all classes.
        IncrementalValuesProvider<KernelFile> kernels = types
            .SelectMany(static (type, _) => type.Type.Kernels)
            .Collect()
            .SelectMany(static (files, _) => KernelFile.Distinct(files))
            .WithTrackingName(TrackingNames.Kernels);
        context.RegisterSourceOutput(kernels, static (output, kernel) => Add(output, kernel.Name, kernel.Text));

        foreach (RuleForm form in RuleForm.All)
        {
            IncrementalValuesProvider<RuleModel?> rules = context.SyntaxProvider
                .ForAttributeWithMetadataName(
                    form.Attribute,
                    static (node, _) => node is ClassDeclarationSyntax,
                    (rule, cancellation) => ReadRule(
                        (INamedTypeSymbol)rule.TargetSymbol, form, rule.TargetNode, rule.SemanticModel.Compilation, cancellation))
                .WithTrackingName(TrackingNames.Rules);

            context.RegisterSourceOutput(rules, static (output, rule) =>
            {
                if (rule is null)
                    return;
                string text = rule.Failure is null ? RuleEmitter.Emit(rule) : FailureEmitter.Emit(rule.Type, rule.Failure);
                Add(output, rule.Type.HintName, text);
            });
        }
    }

    private static void Add(SourceProductionContext output, string name, string text) =>
        output.AddSource(name + ".g.cs", SourceText.From(text, Encoding.UTF8));

    private TargetModel? ReadTarget(
        INamedTypeSymbol type, SyntaxNode declaration, Compilation compilation, CancellationToken cancellation)
    {
        bool IsFirst() => TargetReader.IsFirstDeclaration(type, Names.Optimize, declaration, cancellation);
        return Attempt.Run(
            () => IsFirst() ? _readTarget(type, compilation, new DiagnosticBag(), cancellation) : null,
            failure => Attempt.Run(() => IsFirst() ? TargetReader.Failed(type, compilation, failure) : null, _ => null));
    }

    private static NetworkModel? ReadNetwork(
        INamedTypeSymbol type, SyntaxNode declaration, Compilation compilation, CancellationToken cancellation) => Attempt.Run(
            () => NetworkMethods.MayHave(type, cancellation)
                && TargetReader.IsFirstDeclaration(type, Names.Optimize, declaration, cancellation)
                    ? NetworkMemo.Shared.Read(type, compilation, new DiagnosticBag(), cancellation)
                    : null,
            failure => Attempt.Run(() => NetworkReader.Failed(type, compilation, failure), _ => null));

    private static EquatableArray<KernelFile> EmitNetwork(NetworkModel network) => Attempt.Run(
        () => NetworkEmitter.Emit(network),
        failure => Attempt.Run(
            () => NetworkEmitter.Emit(RefusedNetworkEmitter.Refuse(network, failure, Descriptors.GeneratorFailure.Id)),
            _ => new([new KernelFile(network.Type.HintName + ".Network", FailureEmitter.Emit(network.Type, failure))])));

    // Each fallback needs less of the class than the one before.
    private GeneratedType EmitTarget(TargetModel target) => Attempt.Run(
        () => _emitTarget(target),
        failure => Attempt.Run(
            () => CSharpBackend.Emit(TargetCompiler.Compile(target with { Failure = failure })),
            _ => new(FailureEmitter.Emit(target.Type, failure), EquatableArray<KernelFile>.Empty)));

    // If a class has several forms, the first is read, for the error.
    private RuleModel? ReadRule(
        INamedTypeSymbol type, RuleForm form, SyntaxNode declaration, Compilation compilation, CancellationToken cancellation)
    {
        if (RuleForm.Find(type) != form
            || ProjectReader.RefusesRule(type, compilation, new DiagnosticBag())
            || !TargetReader.IsFirstDeclaration(type, form.Attribute, declaration, cancellation))
            return null;
        RuleModel? Compiled() => _readRule(type, form, compilation, new DiagnosticBag(), cancellation) is { } rule
            ? new(Declarations.Read(type), rule.Print())
            : null;
        RuleModel? Failed(string failure) => RuleReader.CanBeExtended(type)
            ? new(Declarations.Read(type), "") { Failure = failure }
            : null;
        return Attempt.Run(Compiled, failure => Attempt.Run(() => Failed(failure), _ => null));
    }
}

/// <summary>Reads a class into a value; null if the class is refused.</summary>
internal delegate T? ClassReader<T>(
    INamedTypeSymbol type, Compilation compilation, DiagnosticBag diagnostics, CancellationToken cancellation)
    where T : class;

/// <summary>Reads the class of a rule or stage; null if the class is refused.</summary>
internal delegate Rule? RuleClassReader(
    INamedTypeSymbol type, RuleForm form, Compilation compilation, DiagnosticBag diagnostics, CancellationToken cancellation);
