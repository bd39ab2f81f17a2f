// The blueprint of the agent that answers invoices.
extension microsoftGraphV1

resource credential 'Microsoft.Graph/applications/federatedIdentityCredentials@v1.0' = {
  name: 'billing/identity'
  audiences: ['api://AzureADTokenExchange']
  issuer: 'https://login.microsoftonline.com/${tenant().tenantId}' // of the tenant
  subject: identity.properties.principalId
}
