/** The command that makes Application Default Credentials of a person. */
export const LOGIN = 'gcloud auth application-default login'
