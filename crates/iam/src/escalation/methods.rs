//! The methods: sets of permissions that give more than they say.
//!
//! Ids with a number are those of pathfinding.cloud (DataDog, 2025-12-17), of which methods that differ only in the last
//! step share a row; the others are our own, for services that run a role somebody else wrote down.

/// One method.
#[derive(Debug, Clone, Copy)]
pub(super) struct Method {
    /// Its id.
    pub(super) id: &'static str,
    /// Whether the permissions alone suffice; otherwise something must exist: a machine, a build, a notebook.
    pub(super) sure: bool,
    /// What is needed, the key permission first.
    pub(super) needs: &'static [Need],
    /// What it does, in words that follow "may".
    pub(super) gives: &'static str,
}

/// One permission that a method needs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Need {
    /// Any of these actions does.
    pub(super) any_of: &'static [&'static str],
    /// On what.
    pub(super) on: On,
}

/// What a permission must be on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum On {
    /// A role.
    Role,
    /// A role that the named service may take.
    PassedRole(&'static str),
    /// A user.
    User,
    /// A group.
    Group,
    /// A policy of the account.
    Policy,
    /// A function.
    Function,
    /// A stack of CloudFormation.
    Stack,
    /// A project of CodeBuild.
    Build,
    /// A machine.
    Instance,
    /// A development endpoint of Glue.
    Endpoint,
    /// A notebook.
    Notebook,
    /// Whatever the policy grants it on.
    Anything,
}

impl On {
    /// The ARNs of such things.
    pub(super) const fn arn(self) -> &'static str {
        match self {
            Self::Role | Self::PassedRole(_) => "arn:*:iam::*:role/*",
            Self::User => "arn:*:iam::*:user/*",
            Self::Group => "arn:*:iam::*:group/*",
            Self::Policy => "arn:*:iam::*:policy/*",
            Self::Function => "arn:*:lambda:*:*:function:*",
            Self::Stack => "arn:*:cloudformation:*:*:stack/*",
            Self::Build => "arn:*:codebuild:*:*:project/*",
            Self::Instance => "arn:*:ec2:*:*:instance/*",
            Self::Endpoint => "arn:*:glue:*:*:devEndpoint/*",
            Self::Notebook => "arn:*:sagemaker:*:*:notebook-instance/*",
            Self::Anything => "*",
        }
    }
}

const fn need(any_of: &'static [&'static str], on: On) -> Need {
    Need { any_of, on }
}

const fn pass_to(service: &'static str) -> Need {
    Need { any_of: &["iam:PassRole"], on: On::PassedRole(service) }
}

/// All methods, the plainest first.
pub(super) const METHODS: &[Method] = &[
    Method {
        id: "iam-005",
        sure: true,
        needs: &[need(&["iam:PutRolePolicy"], On::Role)],
        gives: "write any permission into a role",
    },
    Method {
        id: "iam-009",
        sure: true,
        needs: &[need(&["iam:AttachRolePolicy"], On::Role)],
        gives: "attach any policy to a role",
    },
    Method {
        id: "iam-001",
        sure: true,
        needs: &[need(&["iam:CreatePolicyVersion"], On::Policy)],
        gives: "rewrite a policy that identities hold",
    },
    Method {
        id: "iam-setdefault",
        sure: true,
        needs: &[need(&["iam:SetDefaultPolicyVersion"], On::Policy)],
        gives: "bring back an older version of a policy",
    },
    Method {
        id: "iam-012",
        sure: true,
        needs: &[need(&["iam:UpdateAssumeRolePolicy"], On::Role)],
        gives: "let itself into a role",
    },
    Method {
        id: "iam-002",
        sure: true,
        needs: &[need(&["iam:CreateAccessKey"], On::User)],
        gives: "make access keys of a user",
    },
    Method {
        id: "iam-004",
        sure: true,
        needs: &[need(&["iam:CreateLoginProfile"], On::User)],
        gives: "set a password for a user",
    },
    Method {
        id: "iam-006",
        sure: true,
        needs: &[need(&["iam:UpdateLoginProfile"], On::User)],
        gives: "change the password of a user",
    },
    Method {
        id: "iam-007",
        sure: true,
        needs: &[need(&["iam:PutUserPolicy"], On::User)],
        gives: "write any permission into a user",
    },
    Method {
        id: "iam-008",
        sure: true,
        needs: &[need(&["iam:AttachUserPolicy"], On::User)],
        gives: "attach any policy to a user",
    },
    Method {
        id: "iam-010",
        sure: true,
        needs: &[need(&["iam:AttachGroupPolicy"], On::Group)],
        gives: "attach any policy to a group",
    },
    Method {
        id: "iam-011",
        sure: true,
        needs: &[need(&["iam:PutGroupPolicy"], On::Group)],
        gives: "write any permission into a group",
    },
    Method {
        id: "iam-013",
        sure: true,
        needs: &[need(&["iam:AddUserToGroup"], On::Group)],
        gives: "put a user into a powerful group",
    },
    Method {
        id: "sts-001",
        sure: true,
        needs: &[need(&["sts:AssumeRole"], On::Role)],
        gives: "become any role that trusts the account",
    },
    Method {
        id: "lambda-001",
        sure: true,
        needs: &[
            pass_to("lambda.amazonaws.com"),
            need(&["lambda:CreateFunction"], On::Anything),
            need(
                &[
                    "lambda:InvokeFunction",
                    "lambda:CreateEventSourceMapping",
                    "lambda:AddPermission",
                    "lambda:CreateFunctionUrlConfig",
                ],
                On::Anything,
            ),
        ],
        gives: "run code as any role that a function may take",
    },
    Method {
        id: "lambda-003",
        sure: true,
        needs: &[need(&["lambda:UpdateFunctionCode"], On::Function)],
        gives: "replace the code of a function and act as its role",
    },
    Method {
        id: "lambda-configuration",
        sure: true,
        needs: &[need(&["lambda:UpdateFunctionConfiguration"], On::Function)],
        gives: "mount code of its own into a function and act as its role",
    },
    Method {
        id: "cloudformation-001",
        sure: true,
        needs: &[pass_to("cloudformation.amazonaws.com"), need(&["cloudformation:CreateStack"], On::Anything)],
        gives: "deploy anything as a role that CloudFormation may take",
    },
    Method {
        id: "cloudformation-003",
        sure: true,
        needs: &[
            pass_to("cloudformation.amazonaws.com"),
            need(&["cloudformation:CreateStackSet"], On::Anything),
            need(&["cloudformation:CreateStackInstances"], On::Anything),
        ],
        gives: "deploy anything as a role that CloudFormation may take",
    },
    Method {
        id: "cloudformation-004",
        sure: true,
        needs: &[pass_to("cloudformation.amazonaws.com"), need(&["cloudformation:UpdateStackSet"], On::Anything)],
        gives: "deploy anything as a role that CloudFormation may take",
    },
    Method {
        id: "cloudformation-002",
        sure: false,
        needs: &[need(&["cloudformation:UpdateStack"], On::Stack)],
        gives: "change a stack as the role that deployed it",
    },
    Method {
        id: "cloudformation-005",
        sure: false,
        needs: &[
            need(&["cloudformation:CreateChangeSet"], On::Stack),
            need(&["cloudformation:ExecuteChangeSet"], On::Stack),
        ],
        gives: "change a stack as the role that deployed it",
    },
    Method {
        id: "codebuild-001",
        sure: true,
        needs: &[
            pass_to("codebuild.amazonaws.com"),
            need(&["codebuild:CreateProject", "codebuild:UpdateProject"], On::Anything),
            need(&["codebuild:StartBuild", "codebuild:StartBuildBatch"], On::Anything),
        ],
        gives: "run commands as a role that CodeBuild may take",
    },
    Method {
        id: "codebuild-002",
        sure: false,
        needs: &[need(&["codebuild:StartBuild", "codebuild:StartBuildBatch"], On::Build)],
        gives: "run commands in a build and act as its role",
    },
    Method {
        id: "states-create",
        sure: true,
        needs: &[
            pass_to("states.amazonaws.com"),
            need(&["states:CreateStateMachine", "states:UpdateStateMachine"], On::Anything),
            need(&["states:StartExecution", "states:StartSyncExecution"], On::Anything),
        ],
        gives: "call any API as a role that Step Functions may take",
    },
    Method {
        id: "scheduler-create",
        sure: true,
        needs: &[
            pass_to("scheduler.amazonaws.com"),
            need(&["scheduler:CreateSchedule", "scheduler:UpdateSchedule"], On::Anything),
        ],
        gives: "call any API as a role that the scheduler may take",
    },
    Method {
        id: "pipes-create",
        sure: true,
        needs: &[pass_to("pipes.amazonaws.com"), need(&["pipes:CreatePipe", "pipes:UpdatePipe"], On::Anything)],
        gives: "read and send as a role that a pipe may take",
    },
    Method {
        id: "ec2-001",
        sure: true,
        needs: &[pass_to("ec2.amazonaws.com"), need(&["ec2:RunInstances", "ec2:RequestSpotInstances"], On::Anything)],
        gives: "start a machine as a role that EC2 may take",
    },
    Method {
        id: "ec2-002",
        sure: false,
        needs: &[
            need(&["ec2:ModifyInstanceAttribute"], On::Instance),
            need(&["ec2:StopInstances"], On::Instance),
            need(&["ec2:StartInstances"], On::Instance),
        ],
        gives: "run code at the start of a machine and act as its role",
    },
    Method {
        id: "ec2-004",
        sure: false,
        needs: &[
            need(&["ec2:CreateLaunchTemplateVersion"], On::Anything),
            need(&["ec2:ModifyLaunchTemplate"], On::Anything),
        ],
        gives: "have machines start with code of its own",
    },
    Method {
        id: "ec2instanceconnect-003",
        sure: false,
        needs: &[need(&["ec2-instance-connect:SendSSHPublicKey"], On::Instance)],
        gives: "log in to a machine and act as its role",
    },
    Method {
        id: "ssm-001",
        sure: false,
        needs: &[need(&["ssm:StartSession"], On::Instance)],
        gives: "open a shell on a machine and act as its role",
    },
    Method {
        id: "ssm-002",
        sure: false,
        needs: &[need(&["ssm:SendCommand"], On::Instance)],
        gives: "run commands on a machine and act as its role",
    },
    Method {
        id: "ecs-003",
        sure: true,
        needs: &[
            pass_to("ecs-tasks.amazonaws.com"),
            need(&["ecs:RegisterTaskDefinition"], On::Anything),
            need(&["ecs:RunTask", "ecs:StartTask", "ecs:CreateService", "ecs:UpdateService"], On::Anything),
        ],
        gives: "run a container as a role that a task may take",
    },
    Method {
        id: "glue-001",
        sure: true,
        needs: &[pass_to("glue.amazonaws.com"), need(&["glue:CreateDevEndpoint"], On::Anything)],
        gives: "run code as a role that Glue may take",
    },
    Method {
        id: "glue-003",
        sure: true,
        needs: &[
            pass_to("glue.amazonaws.com"),
            need(&["glue:CreateJob", "glue:UpdateJob"], On::Anything),
            need(&["glue:StartJobRun", "glue:CreateTrigger"], On::Anything),
        ],
        gives: "run code as a role that Glue may take",
    },
    Method {
        id: "glue-002",
        sure: false,
        needs: &[need(&["glue:UpdateDevEndpoint"], On::Endpoint)],
        gives: "log in to a development endpoint and act as its role",
    },
    Method {
        id: "sagemaker-001",
        sure: true,
        needs: &[
            pass_to("sagemaker.amazonaws.com"),
            need(
                &["sagemaker:CreateNotebookInstance", "sagemaker:CreateTrainingJob", "sagemaker:CreateProcessingJob"],
                On::Anything,
            ),
        ],
        gives: "run code as a role that SageMaker may take",
    },
    Method {
        id: "sagemaker-004",
        sure: false,
        needs: &[need(&["sagemaker:CreatePresignedNotebookInstanceUrl"], On::Notebook)],
        gives: "open a notebook and act as its role",
    },
    Method {
        id: "sagemaker-005",
        sure: false,
        needs: &[
            need(&["sagemaker:UpdateNotebookInstance"], On::Notebook),
            need(&["sagemaker:CreateNotebookInstanceLifecycleConfig"], On::Anything),
            need(&["sagemaker:StopNotebookInstance"], On::Anything),
            need(&["sagemaker:StartNotebookInstance"], On::Anything),
        ],
        gives: "run code at the start of a notebook and act as its role",
    },
    Method {
        id: "apprunner-001",
        sure: true,
        needs: &[pass_to("tasks.apprunner.amazonaws.com"), need(&["apprunner:CreateService"], On::Anything)],
        gives: "run a container as a role that App Runner may take",
    },
    Method {
        id: "apprunner-002",
        sure: false,
        needs: &[need(&["apprunner:UpdateService"], On::Anything)],
        gives: "replace the code of a service and act as its role",
    },
    Method {
        id: "datapipeline-001",
        sure: true,
        needs: &[
            pass_to("datapipeline.amazonaws.com"),
            need(&["datapipeline:CreatePipeline"], On::Anything),
            need(&["datapipeline:PutPipelineDefinition"], On::Anything),
            need(&["datapipeline:ActivatePipeline"], On::Anything),
        ],
        gives: "run commands as a role that a pipeline may take",
    },
    Method {
        id: "bedrock-001",
        sure: true,
        needs: &[
            pass_to("bedrock-agentcore.amazonaws.com"),
            need(&["bedrock-agentcore:CreateCodeInterpreter"], On::Anything),
            need(&["bedrock-agentcore:StartCodeInterpreterSession"], On::Anything),
            need(&["bedrock-agentcore:InvokeCodeInterpreter"], On::Anything),
        ],
        gives: "run code as a role that a code interpreter may take",
    },
    Method {
        id: "bedrock-002",
        sure: false,
        needs: &[
            need(&["bedrock-agentcore:StartCodeInterpreterSession"], On::Anything),
            need(&["bedrock-agentcore:InvokeCodeInterpreter"], On::Anything),
        ],
        gives: "run code in an interpreter and act as its role",
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_exists_and_every_id_is_unique() {
        let mut ids: Vec<&str> = METHODS.iter().map(|method| method.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), METHODS.len());
        for action in METHODS.iter().flat_map(|method| method.needs).flat_map(|need| need.any_of) {
            assert!(service_reference::action(action).is_some(), "{action}");
        }
    }
}
